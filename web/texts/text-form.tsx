import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Paperclip, Trash2 } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { api } from '../../client/api.ts'
import type { PreparedText, TextInput, TextKind } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { textOfHtml } from '../../ui/text-of-html.ts'
import { toast } from '../../ui/toast.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import type { EditorHandle } from '../composer/editor-handle.ts'
import { loadEditor } from '../composer/load-editor.ts'
import { UploadList, useUploads } from '../composer/uploads.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { may, useMe } from '../session/me.ts'
import { BackButton } from '../settings/back-button.tsx'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { t } from '../words/index.ts'
import { GapText } from './gap-text.tsx'
import { textQueries } from './text-queries.ts'
import { TextSample } from './text-sample.tsx'
import { VariableMenu } from './variable-menu.tsx'

const Editor = lazy(loadEditor)

type Props = { kind: TextKind; id: string | null; onDone: () => void }

export function TextForm({ kind, id, onDone }: Props) {
  const text = useQuery({ ...textQueries.one(id ?? ''), enabled: id !== null })
  return (
    <>
      <BackButton onBack={onDone}>{t.texts.edit.back}</BackButton>
      {id === null ? <Fields kind={kind} text={null} onDone={onDone} /> : null}
      {id === null ? null : <Loaded query={text}>{(data) => <Fields kind={kind} text={data} onDone={onDone} />}</Loaded>}
    </>
  )
}

interface Form {
  title: string
  shortcut: string
  folder: string
  scope: TextInput['scope']
  desk: string
  team: string
  html: string
  files: PreparedText['files']
}

function Fields({ kind, text, onDone }: { kind: TextKind; text: PreparedText | null; onDone: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const teams = useQuery(queries.teams())
  const manages = may(me, 'settings.manage')
  const editor = useRef<EditorHandle>(null)
  const files = useRef<HTMLInputElement>(null)
  const uploads = useUploads([], () => undefined)
  const readOnly = text !== null && !text.mayChange
  const words = t.texts.edit

  const refresh = () => {
    for (const key of ['texts', 'ticket-texts', 'filled-text']) void cache.invalidateQueries({ queryKey: [key] })
  }
  const edit = useVersioned<Form, PreparedText, null>({
    saved: text,
    formOf: (saved) => ({
      title: saved?.title ?? '',
      shortcut: saved?.shortcut ?? '',
      folder: saved?.folder ?? '',
      scope: saved?.scope ?? (kind === 'template' ? 'desk' : manages ? 'all' : 'own'),
      desk: saved?.desk?.id ?? me.desks[0]?.id ?? '',
      team: saved?.team?.id ?? '',
      html: saved?.html ?? '',
      files: saved?.files ?? [],
    }),
    save: (_, expectedVersion, { shortcut, desk, team, files: kept, ...rest }) => {
      const body = {
        ...rest,
        shortcut: shortcut.trim().replace(/^[/;]/, '') || null,
        ...(rest.scope === 'desk' ? { desk } : {}),
        ...(rest.scope === 'team' ? { team } : {}),
        attachments: uploads.done.map((upload) => upload.id),
      }
      return text && expectedVersion !== null
        ? api.texts.change(text.id, { ...body, files: kept.map((file) => file.id), expectedVersion })
        : api.texts.add({ ...body, kind })
    },
    read: ({ id }) => api.texts.get(id),
    onSaved: (saved) => {
      cache.setQueryData(textQueries.one(saved.id).queryKey, saved)
      refresh()
      toast(words.saved)
      onDone()
    },
  })
  const { form, set } = edit
  useUnsaved(uploads.done.length > 0)
  const labels: Record<keyof Form, string> = {
    title: words.title,
    shortcut: words.shortcut,
    folder: kind === 'canned' ? words.folder : words.category,
    scope: words.scope,
    desk: words.desk,
    team: words.team,
    html: words.body,
    files: words.files,
  }
  const say = (part: keyof Form, theirs: Form): string => {
    if (part === 'html') return textOfHtml(theirs.html)
    if (part === 'files') return theirs.files.map(({ filename }) => filename).join(', ')
    if (part === 'scope') return words.scopes[theirs.scope]
    if (part === 'desk') return me.desks.find(({ id }) => id === theirs.desk)?.name ?? ''
    if (part === 'team') return teams.data?.items.find(({ id }) => id === theirs.team)?.name ?? ''
    return theirs[part]
  }
  // The editor keeps its own words; what came from elsewhere is put into it.
  const written = useRef(form.html)
  useEffect(() => {
    if (written.current === form.html) return
    written.current = form.html
    editor.current?.replace(form.html)
  }, [form.html])
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
      {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(part) => labels[part]} say={say} onTake={edit.takeTheirs} /> : null}
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
                onChange={(html) => {
                  written.current = html
                  set({ html })
                }}
                onFiles={uploads.add}
                onSend={edit.submit}
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
            {form.files.length ? (
              <ul aria-label={words.files} className="flex flex-wrap gap-1.5 px-4 pb-3">
                {form.files.map((file) => (
                  <li key={file.id} className="flex h-8 max-w-72 items-center gap-2 rounded-[6px] border border-line-strong pr-1 pl-2">
                    <Paperclip size={13} className="shrink-0 text-fg-3" />
                    <span className="min-w-0 truncate">{file.filename}</span>
                    <IconButton
                      plain
                      label={t.composer.removeFile(file.filename)}
                      onClick={() => set({ files: form.files.filter((other) => other.id !== file.id) })}
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
      {edit.error ? (
        <p role="alert" className="text-red-text">
          {problemText(edit.error)}
        </p>
      ) : null}
      {readOnly ? null : (
        <div className="flex justify-end gap-2">
          <Button kind="quiet" onClick={onDone}>
            {t.cancel}
          </Button>
          <Button kind="primary" busy={edit.busy || uploads.busy} onClick={edit.submit}>
            {t.save}
          </Button>
        </div>
      )}
    </section>
  )
}
