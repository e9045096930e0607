import { useQueries, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { InfoResult } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { t } from '../words/index.ts'
import { InfoCard } from './info-card.tsx'
import { useSearchSources } from './info-sources.ts'

const words = t.info

/** Search information: other systems are asked about anybody. What they say goes when the window does. */
export function SearchInformation({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient()
  const sources = useSearchSources()
  const [text, setText] = useState('')
  const [only, setOnly] = useState('')
  const [asked, setAsked] = useState<{ text: string; only: string } | null>(null)
  const answering = asked ? sources.filter(({ id }) => asked.only === '' || id === asked.only) : []
  const ask = async (source: string, refresh: boolean): Promise<InfoResult> =>
    (await api.customerInfo.search({ text: asked?.text ?? '', source, refresh })).items[0] as InfoResult
  const optionsOf = (source: string, refresh = false) => ({
    queryKey: ['info-search', source, asked?.text],
    queryFn: () => ask(source, refresh),
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  })
  const answers = useQueries({ queries: answering.map(({ id }) => optionsOf(id)) })
  const done = answers.filter(({ isFetching }) => !isFetching).length

  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) setAsked({ text: text.trim(), only })
  }

  return (
    <Dialog open onClose={onClose} title={words.search} description={words.searchText} closeLabel={t.close} width="max-w-[560px]">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2 px-5 pb-3">
        <TextField
          className="min-w-48 flex-1"
          label={words.searchFor}
          placeholder={words.searchHint}
          autoFocus
          maxLength={200}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {sources.length > 1 ? (
          <SelectField
            className="max-w-44"
            label={words.searchIn}
            value={only}
            options={[{ value: '', label: words.allSources }, ...sources.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(event) => setOnly(event.target.value)}
          />
        ) : null}
        <Button type="submit" kind="primary">
          {words.searchButton}
        </Button>
      </form>
      <DialogBody className="border-t border-line pt-4">
        <p role="status" className={asked ? 'sr-only' : 'py-6 text-center text-fg-3'}>
          {asked ? words.answered(done, answering.length) : words.searchEmpty}
        </p>
        <div className="flex flex-col gap-2">
          {answering.map((source, place) => {
            const answer = answers[place]
            if (!answer) return null
            const again = () => void cache.fetchQuery({ ...optionsOf(source.id, true), staleTime: 0 }).catch(() => undefined)
            return <InfoCard key={source.id} name={source.name} asked={answer} onAgain={again} />
          })}
        </div>
      </DialogBody>
    </Dialog>
  )
}
