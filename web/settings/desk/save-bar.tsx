import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { problemText } from '../../data/query-client.ts'

type Props = { button: string; busy: boolean; error: unknown; isChanged?: boolean; children?: ReactNode }

/** The foot of a form: what went wrong, other things to do, and the way to save at its end, which stands out once there is something to save. */
export function SaveBar({ button, busy, error, isChanged = true, children }: Props) {
  return (
    <div className="flex flex-col gap-2 sm:col-span-2">
      {error ? (
        <p role="alert" className="text-red-text">
          {problemText(error)}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {children}
        <Button type="submit" kind={isChanged ? 'primary' : 'secondary'} busy={busy}>
          {button}
        </Button>
      </div>
    </div>
  )
}
