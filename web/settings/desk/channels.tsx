import { Mail, PenLine } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Desk } from '../../../client/types.ts'
import { CheckField } from '../../../ui/field.tsx'
import { t } from '../../words/index.ts'
import { TheirChanges } from '../../editing/their-changes.tsx'
import { Panel } from './panel.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDeskForm } from './use-desk-form.ts'

const words = t.deskSetup
const formOf = ({ settings }: Desk) => ({ chooseChannel: settings.chooseChannel })

/** How tickets come to the desk, and what is on. */
export function Channels({ desk }: { desk: Desk }) {
  const edit = useDeskForm(desk, formOf, (settings) => ({ settings }))
  const count = desk.addresses.length
  return (
    <Panel title={words.channels} text={words.channelsText} onSubmit={edit.submit}>
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={() => words.chooseChannel}
          say={(_, { chooseChannel }) => (chooseChannel ? t.log.yes : t.log.no)}
          onTake={edit.takeTheirs}
        />
      ) : null}
      <Way icon={<Mail size={15} />} name={words.channelMail} state={count ? words.channelMailOn(count) : words.channelMailOff} />
      <Way icon={<PenLine size={15} />} name={words.channelStaff} state={words.channelStaffOn} />
      <div className="sm:col-span-2">
        <CheckField
          label={words.chooseChannel}
          checked={edit.form.chooseChannel}
          onChange={(event) => edit.set({ chooseChannel: event.target.checked })}
        />
      </div>
      <SaveBar button={words.saveChannels} busy={edit.busy} error={edit.error} isChanged={edit.isChanged} />
    </Panel>
  )
}

function Way({ icon, name, state }: { icon: ReactNode; name: string; state: string }) {
  return (
    <div className="flex items-start gap-2">
      <span className="mt-0.5 shrink-0 text-fg-3">{icon}</span>
      <span className="min-w-0">
        <span className="block">{name}</span>
        <span className="block text-xs text-fg-3">{state}</span>
      </span>
    </div>
  )
}
