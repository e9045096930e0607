import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Button } from './button.tsx'

export type DiscardWords = { title: string; text: string; keep: string; discard: string }

type Props = { words: DiscardWords; onKeep: () => void; onDiscard: () => void }

/** Asks before words are lost. Escape, like the first button, keeps them. */
export function DiscardQuestion({ words, onKeep, onDiscard }: Props) {
  return (
    <AlertDialog.Root open onOpenChange={(open) => open || onKeep()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop forceRender className="fixed inset-0 z-40 bg-backdrop" />
        <AlertDialog.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-2 sm:items-start sm:p-4 sm:pt-[20vh]">
          <AlertDialog.Popup className="floating w-full max-w-[360px] p-5">
            <AlertDialog.Title className="font-semibold">{words.title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-1 text-fg-2">{words.text}</AlertDialog.Description>
            <div className="mt-4 flex flex-wrap justify-end gap-2">
              <Button kind="primary" autoFocus onClick={onKeep}>
                {words.keep}
              </Button>
              <Button kind="danger" onClick={onDiscard}>
                {words.discard}
              </Button>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
