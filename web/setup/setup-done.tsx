import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { PlainPage } from '../session/plain-page.tsx'
import { MailHelp } from '../settings/mail-help.tsx'
import { t } from '../words/index.ts'

export function SetupDone({ desk }: { desk: string }) {
  return (
    <PlainPage wide>
      <h1 className="text-xl font-semibold">{t.setup.doneTitle}</h1>
      <p className="mt-1 mb-5 text-fg-2">{t.setup.doneText}</p>
      <MailHelp desk={desk} />
      <Link to="/tickets" search={{}} className={`${buttonClass('primary')} mt-6`}>
        {t.setup.toInbox}
      </Link>
    </PlainPage>
  )
}
