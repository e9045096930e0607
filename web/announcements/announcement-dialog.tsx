import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Announcement, AnnouncementInput } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { exactTime, instantOf, localInput, now } from '../../ui/time.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { useMe } from '../session/me.ts'
import { useTwice } from '../settings/use-twice.ts'
import { language, t } from '../words/index.ts'

const words = t.announcements
const tones = Object.entries(words.tones).map(([value, label]) => ({ value, label }))

interface Form {
  title: string
  body: string
  tone: Announcement['tone']
  desk: string
  startsAt: string
  endsAt: string
}

const labels: Record<keyof Form, string> = {
  title: words.name,
  body: words.body,
  tone: words.tone,
  desk: words.desk,
  startsAt: words.startsAt,
  endsAt: words.endsAt,
}

export function AnnouncementDialog({ item, onClose }: { item: Announcement | null; onClose: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const [openedAt] = useState(now)
  const refresh = () => void cache.invalidateQueries({ queryKey: ['announcements'] })
  const done = () => {
    refresh()
    onClose()
  }
  const edit = useVersioned<Form, Announcement, null>({
    saved: item,
    formOf: (saved) => ({
      title: saved?.title ?? '',
      body: saved?.body ?? '',
      tone: saved?.tone ?? 'info',
      desk: saved?.desk ?? '',
      startsAt: localInput(saved ? Date.parse(saved.startsAt) : openedAt, me.zone),
      endsAt: saved?.endsAt ? localInput(Date.parse(saved.endsAt), me.zone) : '',
    }),
    save: (_, expectedVersion, form) => {
      const body: AnnouncementInput = {
        title: form.title.trim(),
        body: form.body,
        tone: form.tone,
        desk: form.desk || null,
        startsAt: instantOf(form.startsAt, me.zone),
        endsAt: form.endsAt ? instantOf(form.endsAt, me.zone) : null,
      }
      return item && expectedVersion !== null
        ? api.announcements.change(item.id, { ...body, expectedVersion })
        : api.announcements.add(body)
    },
    read: async (known) => (await api.announcements.list()).items.find(({ id }) => id === known.id) ?? known,
    ...(item && { subject: { subject: 'announcement', subjectId: item.id } }),
    onSaved: done,
  })
  const { form, set } = edit
  const say = (part: keyof Form, theirs: Form): string => {
    if (part === 'tone') return words.tones[theirs.tone]
    if (part === 'desk') return me.desks.find(({ id }) => id === theirs.desk)?.name ?? words.everyDesk
    if (part === 'endsAt' && !theirs.endsAt) return words.noEnd
    return part === 'startsAt' || part === 'endsAt' ? exactTime(instantOf(theirs[part], me.zone), me.zone, language) : theirs[part]
  }
  const drop = useMutation({ mutationFn: () => api.announcements.drop(item?.id ?? ''), onSuccess: done })
  const sure = useTwice(() => drop.mutate())

  return (
    <Dialog
      open
      onClose={onClose}
      title={item ? words.title : words.add}
      closeLabel={t.close}
      written={edit.isChanged && t.unsaved.discard}
    >
      <form
        className="contents"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          edit.submit()
        }}
      >
        <DialogBody className="flex flex-col gap-3">
          <TextField
            label={words.name}
            required
            maxLength={200}
            value={form.title}
            onChange={(event) => set({ title: event.target.value })}
          />
          <TextArea
            label={words.body}
            hint={words.bodyHint}
            optional={t.optional}
            maxLength={4000}
            value={form.body}
            onChange={(event) => set({ body: event.target.value })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField
              label={words.tone}
              value={form.tone}
              options={tones}
              onChange={(event) => set({ tone: event.target.value as Announcement['tone'] })}
            />
            <SelectField
              label={words.desk}
              value={form.desk}
              options={[{ value: '', label: words.everyDesk }, ...me.desks.map(({ id, name }) => ({ value: id, label: name }))]}
              onChange={(event) => set({ desk: event.target.value })}
            />
            <TextField
              label={words.startsAt}
              type="datetime-local"
              required
              value={form.startsAt}
              onChange={(event) => set({ startsAt: event.target.value })}
            />
            <TextField
              label={words.endsAt}
              type="datetime-local"
              optional={t.optional}
              value={form.endsAt}
              onChange={(event) => set({ endsAt: event.target.value })}
            />
          </div>
          {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(part) => labels[part]} say={say} onTake={edit.takeTheirs} /> : null}
          {edit.error ? (
            <p role="alert" className="text-red-text">
              {problemText(edit.error)}
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
          <Button type="submit" kind="primary" busy={edit.busy}>
            {item ? t.save : words.add}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
