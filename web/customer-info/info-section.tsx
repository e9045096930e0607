import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ContactRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { InfoSource } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useMe } from '../session/me.ts'
import { Loaded, Rows, SectionHead } from '../settings/section.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { listed, t } from '../words/index.ts'
import { infoQueries } from './info-sources.ts'
import { SourceForm } from './source-form.tsx'

const words = t.infoSettings

export default function InfoSection() {
  const sources = useQuery(infoQueries.sources())
  const [open, setOpen] = useState<string | null>(null)
  const editing = sources.data?.items.find(({ id }) => id === open)
  if (open === 'new' || editing) return <SourceForm key={open} source={editing ?? null} onBack={() => setOpen(null)} onOpen={setOpen} />
  return (
    <section>
      <SectionHead title={t.info.title} text={words.text}>
        <Button onClick={() => setOpen('new')}>{words.add}</Button>
      </SectionHead>
      <Loaded query={sources}>
        {({ items }) =>
          items.length ? (
            <Rows label={t.info.title}>
              {items.map((source) => (
                <SourceRow key={source.id} source={source} onOpen={() => setOpen(source.id)} />
              ))}
            </Rows>
          ) : (
            <EmptyState icon={<ContactRound size={18} />} title={words.empty} text={words.emptyText} />
          )
        }
      </Loaded>
    </section>
  )
}

function SourceRow({ source, onOpen }: { source: InfoSource; onOpen: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const drop = useMutation({
    mutationFn: () => api.customerInfo.drop(source.id),
    onSuccess: () => Promise.all(['info-sources', 'info-usable'].map((key) => cache.invalidateQueries({ queryKey: [key] }))),
  })
  const sure = useTwice(() => drop.mutate())
  const desks = source.desks ? listed(source.desks.map((id) => me.desks.find((desk) => desk.id === id)?.name ?? id)) : words.allDesks
  return (
    <li className="flex items-center gap-1 pr-2 first:rounded-t-[10px] last:rounded-b-[10px] hover:bg-hover">
      <button type="button" onClick={onOpen} className="flex min-h-14 min-w-0 flex-1 flex-wrap items-center gap-x-3 px-3 py-2 text-left">
        <span className="min-w-0 flex-1 basis-40">
          <span dir="auto" className="block truncate font-semibold">
            {source.name}
          </span>
          <span className="block truncate text-xs text-fg-3">
            {hostOf(source.url)} · {words.uses[source.useFor]} · {desks}
          </span>
        </span>
        {source.enabled ? null : <Chip>{words.off}</Chip>}
      </button>
      <IconButton
        label={sure.asking ? t.settings.sure : words.remove(source.name)}
        onClick={sure.press}
        className={sure.asking ? 'bg-red-fill text-red-text hover:bg-red-fill' : ''}
      >
        <Trash2 size={14} />
      </IconButton>
    </li>
  )
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url
}
