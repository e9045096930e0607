import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'
import { DiscardQuestion, type DiscardWords } from './discard-question.tsx'
import { useUnsaved } from './unsaved.ts'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
  closeLabel: string
  width?: string
  /** Something is written in it: how to ask before closing loses that. A form inside says so with `useWritten`. */
  written?: DiscardWords | false
}

const WrittenContext = createContext<(words: DiscardWords | null) => void>(() => undefined)

/** Has the window around a form ask before it closes over what is written there. */
export function useWritten(words: DiscardWords | false): void {
  const report = useContext(WrittenContext)
  // Before the next key is heard.
  useLayoutEffect(() => {
    report(words || null)
    return () => report(null)
  }, [report, words])
}

/** A window over the page. Its content scrolls, its head and foot stay. */
export function Dialog({ open, onClose, title, description, children, closeLabel, width = 'max-w-[480px]', written }: DialogProps) {
  const [inside, setInside] = useState<DiscardWords | null>(null)
  const [asking, setAsking] = useState(false)
  const words = written || inside
  useUnsaved(open && words !== null)
  const discard = () => {
    setAsking(false)
    onClose()
  }
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={words !== null}
      onOpenChange={(next, details) => {
        if (next) return
        if (!words) return onClose()
        details.cancel()
        setAsking(true)
      }}
    >
      <Base.Portal>
        <Base.Backdrop
          // A window over a window dims that one as well: what it holds back cannot be pressed.
          forceRender
          className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-(--motion) data-[ending-style]:opacity-0 data-[starting-style]:opacity-0"
        />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-2 sm:items-start sm:p-4 sm:pt-[12vh]">
          <Base.Popup
            // React carries events out of portals: a form in here would submit the form that its button stands in.
            onSubmit={(event) => event.stopPropagation()}
            className={classes('floating flex max-h-full w-full flex-col [--picker-inset:20px] sm:max-h-[76vh]', width)}
          >
            <div className="flex items-start gap-3 px-5 pt-4 pb-3">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description ? <Base.Description className="mt-1 text-fg-2">{description}</Base.Description> : null}
              </div>
              <Base.Close render={<IconButton label={closeLabel} plain className="-mr-1.5" />}>
                <X size={16} />
              </Base.Close>
            </div>
            <WrittenContext value={setInside}>{children}</WrittenContext>
            {asking && words ? <DiscardQuestion words={words} onKeep={() => setAsking(false)} onDiscard={discard} /> : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

type BodyProps = {
  children: ReactNode
  className?: string
  /** What there is only to read, and may be long, is scrolled by the keyboard: it takes the focus under this name. */
  readAs?: string
}

export function DialogBody({ children, className, readAs }: BodyProps) {
  const reading = readAs ? ({ tabIndex: 0, role: 'region', 'aria-label': readAs } as const) : {}
  return (
    <div {...reading} className={classes('scroll-quiet min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-4 outline-offset-[-2px]', className)}>
      {children}
    </div>
  )
}

export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{children}</div>
}
