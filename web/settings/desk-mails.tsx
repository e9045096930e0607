import { Link } from '@tanstack/react-router'
import type { Desk } from '../../client/types.ts'
import { buttonClass } from '../../ui/button.tsx'
import { t } from '../words/index.ts'
import { rememberDesk } from './desk-choice.tsx'
import { Panel } from './desk/panel.tsx'

const words = t.deskMails

/** What a desk mails to its customers by itself; the words of all of it are written on the page of the mails. */
export function DeskMails({ desk }: { desk: Desk }) {
  const { acknowledgeNew, statusMails } = desk.settings
  const mails = [
    { label: t.writing.acknowledgeNew, isOn: acknowledgeNew },
    { label: t.writing.statusMails, isOn: statusMails },
  ]
  return (
    <Panel title={t.writing.customerMails} text={words.pointer}>
      <dl className="flex flex-col gap-1.5 sm:col-span-2">
        {mails.map(({ label, isOn }) => (
          <div key={label} className="flex items-baseline justify-between gap-4">
            <dt>{label}</dt>
            <dd className={isOn ? 'shrink-0 font-semibold' : 'shrink-0 text-fg-3'}>{isOn ? words.on : words.off}</dd>
          </div>
        ))}
      </dl>
      <div className="flex justify-end sm:col-span-2">
        <Link
          to="/settings/{-$section}"
          params={{ section: 'mails' }}
          className={buttonClass('secondary')}
          onClick={() => rememberDesk(desk.id)}
        >
          {words.edit}
        </Link>
      </div>
    </Panel>
  )
}
