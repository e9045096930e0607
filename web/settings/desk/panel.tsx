import { type FormEvent, type ReactNode, useId } from 'react'
import { SectionHead } from '../section.tsx'

type Props = { title: string; text?: string; onSubmit?: () => void; children: ReactNode }

/** One group of a desk's settings: a heading and a quiet card below it; a form where there is something to save. */
export function Panel({ title, text, onSubmit, children }: Props) {
  const id = useId()
  const card = 'grid gap-3 rounded-[10px] border border-line bg-canvas p-4 sm:grid-cols-2'
  return (
    <section aria-labelledby={id}>
      <div id={id}>
        <SectionHead title={title} text={text} />
      </div>
      {onSubmit ? (
        <form
          className={card}
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            onSubmit()
          }}
        >
          {children}
        </form>
      ) : (
        <div className={card}>{children}</div>
      )}
    </section>
  )
}
