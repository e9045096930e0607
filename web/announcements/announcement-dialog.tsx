import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Announcement, AnnouncementInput, Items } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { instantOf, localInput, now } from '../../ui/time.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { useTwice } from '../settings/use-twice.ts'
import { t } from '../words/index.ts'

const words = t.announcements
const tones = Object.entries(words.tones).map(([value, label]) => ({ value, label }))

export function AnnouncementDialog({ item, onClose }: { item: Announcement | null; onClose: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const [version, setVersion] = useState(item?.version)
  const [form, setForm] = useState(() => ({
    title: item?.title ?? '',
    body: item?.body ?? '',
    tone: item?.tone ?? ('info' as const),
    desk: item?.desk ?? '',
    startsAt: localInput(item ? Date.parse(item.startsAt) : now(), me.zone),
    endsAt: item?.endsAt ? localInput(Date.parse(item.endsAt), me.zone) : '',
  }))
  const refresh = () => void cache.invalidateQueries({ queryKey: ['announcements'] })
  const done = () => {
    refresh()
    onClose()
  }
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => {
      const body: AnnouncementInput = {
        title: form.title.trim(),
        body: form.body,
        tone: form.tone,
        desk: form.desk || null,
        startsAt: instantOf(form.startsAt, me.zone),
        endsAt: form.endsAt ? instantOf(form.endsAt, me.zone) : null,
      }
      return item ? api.announcements.change(item.id, { ...body, expectedVersion: version }) : api.announcements.add(body)
    },
    onSuccess: done,
    onError: async (error) => {
      if (!item || !isProblem(error, 'version_conflict')) return
      const { items } = await cache.fetchQuery<Items<Announcement>>({
        queryKey: ['announcements', 'all'],
        queryFn: () => api.announcements.list(),
      })
      setVersion(items.find(({ id }) => id === item.id)?.version)
    },
  })
  const drop = useMutation({ mutationFn: () => api.announcements.drop(item?.id ?? ''), onSuccess: done })
  const sure = useTwice(() => drop.mutate())
  const problem = isProblem(save.error, 'version_conflict') ? words.changed : save.error ? problemText(save.error) : null

  return (
    <Dialog open onClose={onClose} title={item ? words.title : words.add} closeLabel={t.close}>
      <form
        className="contents"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <DialogBody className="flex flex-col gap-3">
          <TextField
            label={words.name}
            required
            maxLength={200}
            value={form.title}
            onChange={(event) => setForm({ ...form, title: event.target.value })}
          />
          <TextArea
            label={words.body}
            hint={words.bodyHint}
            optional={t.optional}
            maxLength={4000}
            value={form.body}
            onChange={(event) => setForm({ ...form, body: event.target.value })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField
              label={words.tone}
              value={form.tone}
              options={tones}
              onChange={(event) => setForm({ ...form, tone: event.target.value as Announcement['tone'] })}
            />
            <SelectField
              label={words.desk}
              value={form.desk}
              options={[{ value: '', label: words.everyDesk }, ...me.desks.map(({ id, name }) => ({ value: id, label: name }))]}
              onChange={(event) => setForm({ ...form, desk: event.target.value })}
            />
            <TextField
              label={words.startsAt}
              type="datetime-local"
              required
              value={form.startsAt}
              onChange={(event) => setForm({ ...form, startsAt: event.target.value })}
            />
            <TextField
              label={words.endsAt}
              type="datetime-local"
              optional={t.optional}
              value={form.endsAt}
              onChange={(event) => setForm({ ...form, endsAt: event.target.value })}
            />
          </div>
          {problem ? (
            <p role="alert" className="text-red-text">
              {problem}
            </p>
          ) : null}
        </DialogBody>
        <DialogFoot>
          {item ? (
            <Button kind={sure.asking ? 'danger' : 'quiet'} className="mr-auto" onClick={sure.press} aria-label={words.remove(item.title)}>
              {sure.asking ? t.settings.sure : t.remove}
            </Button>
          ) : null}
          <Button kind="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
            {item ? t.save : words.add}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
