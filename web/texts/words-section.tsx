import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { RestrictedWord, RestrictedWordList } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLater } from '../../ui/use-later.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { DeskChoice } from '../settings/desk-choice.tsx'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { labelled, listed, t } from '../words/index.ts'
import { FindingsList } from './findings-list.tsx'
import { textQueries } from './text-queries.ts'

export default function WordsSection() {
  return (
    <section>
      <SectionHead title={t.texts.sections.words} text={t.texts.words.text} />
      <DeskChoice>{(desk) => <WordsOfDesk key={desk} desk={desk} />}</DeskChoice>
    </section>
  )
}

function WordsOfDesk({ desk }: { desk: string }) {
  const list = useQuery({ ...textQueries.words(desk), staleTime: 0 })
  return <Loaded query={list}>{(data) => <WordsForm desk={desk} list={data} />}</Loaded>
}

/** Its key tells it apart while it is written. */
type Row = RestrictedWord & { key: number; hint: string }
const rowsOf = (words: readonly RestrictedWord[]): Row[] => words.map((word, key) => ({ ...word, hint: word.hint ?? '', key }))
const wordsOf = (rows: readonly Row[]): RestrictedWord[] =>
  rows
    .filter(({ phrase }) => phrase.trim() !== '')
    .map(({ phrase, effect, hint }) => ({ phrase: phrase.trim(), effect, hint: hint.trim() }))

function WordsForm({ desk, list }: { desk: string; list: RestrictedWordList }) {
  const cache = useQueryClient()
  const edit = useVersioned<{ rows: Row[] }, RestrictedWordList>({
    saved: list,
    formOf: ({ words }) => ({ rows: rowsOf(words) }),
    save: (_, expectedVersion, form) => api.wording.save(desk, wordsOf(form.rows), expectedVersion),
    read: () => api.wording.words(desk),
    onSaved: (saved) => {
      cache.setQueryData(textQueries.words(desk).queryKey, saved)
      toast(t.texts.words.saved)
    },
  })
  const { rows } = edit.form
  const setRows = (next: Row[]) => edit.set({ rows: next })
  const change = (key: number, next: Partial<Row>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)))
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1

  function submit(event: FormEvent) {
    event.preventDefault()
    edit.submit()
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={() => t.texts.sections.words}
          say={(_, theirs) => listed(theirs.rows.map(({ phrase }) => phrase))}
          onTake={edit.takeTheirs}
        />
      ) : null}
      {rows.length === 0 ? <p className="text-fg-3">{t.texts.words.none}</p> : null}
      {rows.length > 0 ? (
        <ul aria-label={t.texts.sections.words} className="divide-y divide-line rounded-[10px] border border-line">
          {rows.map((row) => (
            <li key={row.key} className="flex flex-wrap items-center gap-2 px-3 py-2">
              <input
                aria-label={t.texts.words.phrase}
                placeholder={t.texts.words.phrase}
                autoFocus={row.phrase === ''}
                dir="auto"
                maxLength={100}
                value={row.phrase}
                onChange={(event) => change(row.key, { phrase: event.target.value })}
                className="field min-w-40 flex-1"
              />
              <select
                aria-label={labelled(t.texts.words.effect, row.phrase)}
                value={row.effect}
                onChange={(event) => change(row.key, { effect: event.target.value as Row['effect'] })}
                className="field w-36 pr-6"
              >
                {(['block', 'warn'] as const).map((effect) => (
                  <option key={effect} value={effect}>
                    {t.texts.words.effects[effect]}
                  </option>
                ))}
              </select>
              <input
                aria-label={labelled(t.texts.words.hint, row.phrase)}
                placeholder={t.texts.words.hintPlaceholder}
                dir="auto"
                maxLength={300}
                value={row.hint}
                onChange={(event) => change(row.key, { hint: event.target.value })}
                className="field min-w-40 flex-1"
              />
              <IconButton label={t.texts.words.remove(row.phrase)} onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}>
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      {edit.error ? (
        <p role="alert" className="text-red-text">
          {problemText(edit.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => setRows([...rows, { key: nextKey, phrase: '', effect: 'block', hint: '' }])}>
          <Plus size={14} />
          {t.texts.words.add}
        </Button>
        <span className="min-w-0 flex-1 truncate text-xs text-fg-3">
          {list.updatedBy ? t.texts.words.changedBy(list.updatedBy.name) : ''}
        </span>
        <Button type="submit" kind="primary" busy={edit.busy}>
          {t.save}
        </Button>
      </div>
      <p className="text-xs text-fg-3">{t.texts.words.matching}</p>
      <TryWords desk={desk} words={wordsOf(rows)} />
    </form>
  )
}

function TryWords({ desk, words }: { desk: string; words: RestrictedWord[] }) {
  const [text, setText] = useState('')
  const settled = useLater(text, 300)
  const found = useQuery({
    queryKey: ['try-words', desk, words, settled],
    queryFn: () => api.wording.try(desk, words, settled),
    enabled: settled.trim() !== '',
    retry: false,
  })
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={t.texts.words.try}
        rows={3}
        dir="auto"
        placeholder={t.texts.words.tryPlaceholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div aria-live="polite">
        {settled.trim() && found.data ? (
          found.data.items.length ? (
            <FindingsList findings={found.data.items} />
          ) : (
            <p className="text-fg-3">{t.texts.words.tryNone}</p>
          )
        ) : null}
        {found.isError ? <p className="text-red-text">{problemText(found.error)}</p> : null}
      </div>
    </div>
  )
}
