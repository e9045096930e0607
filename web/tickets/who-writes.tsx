import { may, useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { type TicketDraft, writtenBy } from './new-ticket-draft.ts'

type Props = { draft: TicketDraft; set: (change: Partial<TicketDraft>) => void }

/** Whether a customer's words are written down, or somebody here writes to the customer. */
export function WhoWrites({ draft, set }: Props) {
  const me = useMe()
  const words = t.writingFirst
  const mayNot = may(me, 'tickets.reply') ? undefined : words.mayNot
  const writer = may(me, 'tickets.assign') ? me.id : ''
  return (
    <fieldset>
      <legend className="sr-only">{words.who}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['customer', 'agent'] as const).map((first) => {
          const refusal = first === 'agent' ? mayNot : undefined
          return (
            <label
              key={first}
              className="flex items-start gap-2 rounded-[6px] border border-line-strong px-3 py-2 has-checked:border-accent has-checked:bg-accent-fill/60 has-focus-visible:outline-2 has-focus-visible:outline-focus has-disabled:opacity-60"
            >
              <input
                type="radio"
                name="first"
                className="mt-[2px] size-4 shrink-0 accent-accent"
                checked={draft.first === first}
                disabled={refusal !== undefined}
                onChange={() => set(writtenBy(draft, first, writer))}
              />
              <span className="min-w-0">
                <span className="block font-semibold">{words[first]}</span>
                <span className="block text-xs text-fg-2">{refusal ?? words[`${first}Hint`]}</span>
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
