import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, Paperclip, Trash2 } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { PreparedText, TextInput, TextKind } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import type { EditorHandle } from '../composer/editor-handle.ts'
import { loadEditor } from '../composer/load-editor.ts'
import { UploadList, useUploads } from '../composer/uploads.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { t } from '../words/index.ts'
import { ConflictNote } from './conflict-note.tsx'
import { GapText } from './gap-text.tsx'
import { textQueries } from './text-queries.ts'
import { TextSample } from './text-sample.tsx'
import { useSave } from './use-save.ts'
import { VariableMenu } from './variable-menu.tsx'

const Editor = lazy(loadEditor)

type Props = { kind: TextKind; id: string | null; onDone: () => void }

export function TextForm({ kind, id, onDone }: Props) {
  const text = useQuery({ ...textQueries.one(id ?? ''), enabled: id !== null })
  return (
    <>
      <button
        type="button"
        onClick={onDone}
        className="mb-3 -ml-1 flex h-7 items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover"
      >
        <ArrowLeft size={15} />
        {t.texts.edit.back}
      </button>
      {id === null ? <Fields kind={kind} text={null} onDone={onDone} /> : null}
      {id === null ? null : <Loaded query={text}>{(data) => <Fields kind={kind} text={data} onDone={onDone} />}</Loaded>}
    </>
  )
}

type Form = { title: string; shortcut: string; folder: string; scope: TextInput['scope']; desk: string; team: string; html: string }

function formOf(text: PreparedText | null, kind: TextKind, desk: string, scope: Form['scope']): Form {
  if (!text) return { title: '', shortcut: '', folder: '', scope: kind === 'template' ? 'desk' : scope, desk, team: '', html: '' }
  const { title, shortcut, folder, html } = text
  return { title, shortcut: shortcut ?? '', folder, scope: text.scope, desk: text.desk?.id ?? desk, team: text.team?.id ?? '', html }
}

function Fields({ kind, text, onDone }: { kind: TextKind; text: PreparedText | null; onDone: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const teams = useQuery(queries.teams())
  const manages = may(me, 'settings.manage')
  const editor = useRef<EditorHandle>(null)
  const files = useRef<HTMLInputElement>(null)
  const [form, setForm] = useState(() => formOf(text, kind, me.desks[0]?.id ?? '', manages ? 'all' : 'own'))
  const [version, setVersion] = useState(text?.version)
  const [kept, setKept] = useState(text?.files ?? [])
  const uploads = useUploads([], () => undefined)
  const set = (change: Partial<Form>) => setForm((old) => ({ ...old, ...change }))
  const readOnly = text !== null && !text.mayChange
  const words = t.texts.edit

  const refresh = () => {
    for (const key of ['texts', 'ticket-texts', 'filled-text']) void cache.invalidateQueries({ queryKey: [key] })
  }
  const save = useSave<Form, PreparedText>({
    save: (input, expectedVersion) => {
      const { shortcut, desk, team, ...rest } = input
      const body = {
        ...rest,
        shortcut: shortcut.trim().replace(/^[/;]/, '') || null,
        ...(rest.scope === 'desk' ? { desk } : {}),
        ...(rest.scope === 'team' ? { team } : {}),
        attachments: uploads.done.map((upload) => upload.id),
      }
      return text
        ? api.texts.change(text.id, { ...body, files: kept.map((file) => file.id), expectedVersion })
        : api.texts.add({ ...body, kind })
    },
    read: () => api.texts.get(text?.id ?? ''),
    onSaved: (saved) => {
      cache.setQueryData(textQueries.one(saved.id).queryKey, saved)
      refresh()
      toast(words.saved)
      onDone()
    },
  })
  const drop = useMutation({
    mutationFn: () => api.texts.drop(text?.id ?? ''),
    onSuccess: () => {
      refresh()
      toast(words.removed)
      onDone()
    },
  })
  const removing = useTwice(() => drop.mutate())
  const scopes = (['all', 'desk', 'team', 'own'] as const).filter((scope) => manages || scope === 'own')

  return (
    <section className="flex flex-col gap-4">
      <SectionHead title={text?.title ?? (kind === 'canned' ? words.add : words.addTemplate)} text={readOnly ? words.readOnly : undefined}>
        {text && !readOnly ? (
          <Button kind={removing.asking ? 'danger' : 'quiet'} onClick={removing.press}>
            <Trash2 size={14} />
            {removing.asking ? t.settings.sure : words.remove}
          </Button>
        ) : null}
      </SectionHead>
      {save.theirs ? (
        <ConflictNote
          by={save.theirs.updatedBy?.name}
          onTake={() => {
            const { theirs } = save
            if (!theirs) return
            setForm(formOf(theirs, kind, form.desk, form.scope))
            setKept(theirs.files)
            setVersion(theirs.version)
            editor.current?.replace(theirs.html)
            save.settle()
          }}
          onKeep={() => save.run(form, save.theirs?.version)}
        >
          <p dir="auto" className="font-semibold">
            {save.theirs.title}
          </p>
          <GapText text={save.theirs.text} />
        </ConflictNote>
      ) : null}
      <fieldset disabled={readOnly} className="contents">
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            className="sm:col-span-2"
            label={words.title}
            required
            maxLength={120}
            autoFocus={text === null}
            value={form.title}
            onChange={(event) => set({ title: event.target.value })}
          />
          {kind === 'canned' ? (
            <TextField
              label={words.shortcut}
              optional={t.optional}
              hint={words.shortcutHint}
              maxLength={31}
              value={form.shortcut}
              onChange={(event) => set({ shortcut: event.target.value })}
            />
          ) : null}
          <TextField
            label={kind === 'canned' ? words.folder : words.category}
            optional={t.optional}
            maxLength={60}
            value={form.folder}
            onChange={(event) => set({ folder: event.target.value })}
          />
          {kind === 'canned' ? (
            <SelectField
              label={words.scope}
              value={form.scope}
              options={scopes.map((scope) => ({ value: scope, label: words.scopes[scope] }))}
              onChange={(event) => set({ scope: event.target.value as Form['scope'] })}
            />
          ) : null}
          {form.scope === 'desk' ? (
            <SelectField
              label={words.desk}
              value={form.desk}
              options={me.desks.map((desk) => ({ value: desk.id, label: desk.name }))}
              onChange={(event) => set({ desk: event.target.value })}
            />
          ) : null}
          {form.scope === 'team' ? (
            <SelectField
              label={words.team}
              value={form.team}
              options={[{ value: '', label: '' }, ...(teams.data?.items ?? []).map((team) => ({ value: team.id, label: team.name }))]}
              onChange={(event) => set({ team: event.target.value })}
            />
          ) : null}
        </div>
      </fieldset>
      {readOnly ? (
        <GapText text={text?.text ?? ''} className="rounded-[10px] border border-line p-4" />
      ) : (
        <div>
          <p className="mb-1 text-xs font-semibold text-fg-2">{words.body}</p>
          <div className="rounded-[10px] border border-line-strong bg-surface focus-within:border-control">
            <Suspense fallback={<div className="h-[108px]" />}>
              <Editor
                ref={editor}
                initial={form.html}
                label={words.body}
                placeholder={words.bodyPlaceholder}
                focus={0}
                onChange={(html) => set({ html })}
                onFiles={uploads.add}
                onSend={() => save.run(form, version)}
                onEscape={() => undefined}
              >
                <VariableMenu onInsert={(variable) => editor.current?.insert(variable)} />
                <input
                  ref={files}
                  type="file"
                  multiple
                  className="sr-only"
                  tabIndex={-1}
                  aria-label={t.composer.chooseFiles}
                  onChange={(event) => {
                    uploads.add([...(event.target.files ?? [])])
                    event.target.value = ''
                  }}
                />
                <IconButton label={words.addFile} onClick={() => files.current?.click()}>
                  <Paperclip size={15} />
                </IconButton>
              </Editor>
            </Suspense>
            <UploadList uploads={uploads} />
            {kept.length ? (
              <ul aria-label={words.files} className="flex flex-wrap gap-1.5 px-4 pb-3">
                {kept.map((file) => (
                  <li key={file.id} className="flex h-8 max-w-72 items-center gap-2 rounded-[6px] border border-line-strong pr-1 pl-2">
                    <Paperclip size={13} className="shrink-0 text-fg-3" />
                    <span className="min-w-0 truncate">{file.filename}</span>
                    <IconButton
                      plain
                      label={t.composer.removeFile(file.filename)}
                      onClick={() => setKept(kept.filter((other) => other.id !== file.id))}
                    >
                      <Trash2 size={13} />
                    </IconButton>
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
        </div>
      )}
      <TextSample html={form.html} />
      {save.error ? (
        <p role="alert" className="text-red-text">
          {problemText(save.error)}
        </p>
      ) : null}
      {readOnly ? null : (
        <div className="flex justify-end gap-2">
          <Button kind="quiet" onClick={onDone}>
            {t.cancel}
          </Button>
          <Button kind="primary" busy={save.busy || uploads.busy} onClick={() => save.run(form, version)}>
            {t.save}
          </Button>
        </div>
      )}
    </section>
  )
}
