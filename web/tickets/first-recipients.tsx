import { useState } from 'react'
import { AddressLine } from '../composer/address-line.tsx'
import { t } from '../words/index.ts'
import { ContactField } from './contact-field.tsx'
import type { TicketDraft } from './new-ticket-draft.ts'

type Props = { draft: TicketDraft; error: string | undefined; set: (change: Partial<TicketDraft>) => void }

/** Whom an agent writes to first, and who gets a copy. */
export function FirstRecipients({ draft, error, set }: Props) {
  const hasCopies = draft.cc.length + draft.bcc.length > 0
  const [opened, setOpened] = useState(hasCopies)
  return (
    <div className="flex flex-col gap-1">
      <ContactField
        value={draft.contact}
        error={error}
        label={t.writingFirst.to}
        hint={t.writingFirst.toHint}
        required
        onChange={(contact) => set({ contact })}
      />
      {opened ? (
        <fieldset className="mt-1 rounded-[6px] border border-line-strong px-2 py-0.5">
          <legend className="sr-only">{t.writingFirst.copies}</legend>
          {(['cc', 'bcc'] as const).map((line) => (
            <div key={line} className="flex min-h-7 items-start">
              <AddressLine
                label={t.composer[line]}
                addresses={[...draft[line]]}
                focus={line === 'cc' && !hasCopies}
                onChange={(addresses) => set({ [line]: addresses })}
              />
            </div>
          ))}
        </fieldset>
      ) : (
        <button
          type="button"
          className="min-h-6 self-start rounded-[5px] text-xs text-fg-2 underline-offset-2 hover:text-fg hover:underline"
          onClick={() => setOpened(true)}
        >
          {t.writingFirst.addCopies}
        </button>
      )}
    </div>
  )
}
