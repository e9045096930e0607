import { useQuery } from '@tanstack/react-query'
import { queries } from '../data/queries.ts'
import { localised, t } from '../words/index.ts'
import { Channels } from './desk/channels.tsx'
import { General } from './desk/general.tsx'
import { Incoming } from './desk/incoming.tsx'
import { LifecyclePart } from './desk/lifecycle.tsx'
import { Outgoing } from './desk/outgoing.tsx'
import { Rules } from './desk/rules.tsx'
import { BackButton } from './back-button.tsx'
import { DeskMails } from './desk-mails.tsx'
import { MailHelp } from './mail-help.tsx'
import { Loaded, SectionHead } from './section.tsx'

/** All of a desk, in groups; each is saved for itself. */
export function DeskForm({ id, onBack }: { id: string; onBack: () => void }) {
  const desk = useQuery(queries.desk(id))
  return (
    <>
      <BackButton onBack={onBack}>{t.settings.deskBack}</BackButton>
      <Loaded query={desk}>
        {(data) => (
          <div key={data.id} className="flex flex-col gap-8">
            <header className="-mb-2">
              <h2 dir="auto" className="text-xl font-semibold break-words">
                {data.name}
              </h2>
              <p className="text-fg-2">{[localised(data.lifecycle.name), data.address].filter(Boolean).join(' · ')}</p>
            </header>
            <General desk={data} />
            <LifecyclePart desk={data} />
            <Incoming desk={data} />
            <Outgoing desk={data} />
            <Channels desk={data} />
            <Rules desk={data} />
            <DeskMails desk={data} />
            {data.addresses.length ? (
              <section>
                <SectionHead title={t.settings.mailHelp} />
                <MailHelp desk={data.id} />
              </section>
            ) : null}
          </div>
        )}
      </Loaded>
    </>
  )
}
