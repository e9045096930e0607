import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Paperclip } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { InsertedText, PreparedTextSummary, TextKind } from '../../client/types.ts'
import { isOlder, useEnterWaits } from '../../ui/enter-waits.ts'
import { ErrorState } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLater } from '../../ui/use-later.ts'
import { problemText } from '../data/query-client.ts'
import { listed, t } from '../words/index.ts'
import { GapText } from './gap-text.tsx'
import { textQueries } from './text-queries.ts'
import { type WritingOn, wordsOn } from './writing-on.ts'

type Props = { on: WritingOn; kind: TextKind; onInsert: (text: InsertedText) => void }

/** A search box over the texts that fit a ticket, with the one under the cursor beside it as it will be inserted. */
export function TextPicker({ on, kind, onInsert }: Props) {
  const [search, setSearch] = useState('')
  const q = useLater(search.trim(), 150)
  const [at, setAt] = useState(0)
  const found = useQuery(textQueries.on(on, kind, q))
  const insert = useInsert(on, onInsert)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const items = found.data?.items ?? []
  const current = Math.min(at, Math.max(0, items.length - 1))
  const chosen = items[current]
  const isWaiting = isOlder(search, q, found)
  const enter = useEnterWaits(isWaiting, () => chosen && insert.run(chosen))

  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) {
      event.preventDefault()
      setAt((current + step + items.length) % Math.max(1, items.length))
    }
    if (event.key === 'Enter' && (isWaiting || chosen)) {
      event.preventDefault()
      enter.press()
    }
  }

  return (
    <div className="flex w-[min(740px,calc(100vw-24px))] flex-col">
      <div className="flex items-center border-b border-line px-3">
        <input
          autoFocus
          data-quiet-focus
          role="combobox"
          aria-label={kind === 'canned' ? t.texts.cannedSearch : t.texts.templateSearch}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen ? `${id}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={kind === 'canned' ? t.texts.cannedSearch : t.texts.templateSearch}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setAt(0)
            enter.forget()
          }}
          onKeyDown={onKeyDown}
          className="h-10 min-w-0 flex-1 bg-transparent"
        />
        {/* A first message is written in a window over the page: leading away from below it helps nobody. */}
        {typeof on === 'string' ? (
          <Link
            to="/settings/{-$section}"
            params={{ section: kind === 'canned' ? 'canned' : 'templates' }}
            className="shrink-0 text-xs text-accent-text"
          >
            {t.texts.manage}
          </Link>
        ) : null}
      </div>
      {found.isError ? (
        <ErrorState
          title={t.settings.errorTitle}
          text={problemText(found.error)}
          retry={() => void found.refetch()}
          retryLabel={t.tryAgain}
        />
      ) : null}
      <div className={found.isError ? 'hidden' : 'flex min-h-0'}>
        <div className="scroll-quiet h-72 min-w-0 flex-1 overflow-y-auto p-1 sm:w-80 sm:flex-none sm:border-r sm:border-line">
          <div role="status">
            {found.isSuccess && items.length === 0 ? (
              <p className="px-3 py-6 text-center text-fg-3">
                {q ? t.texts.filtered : kind === 'canned' ? t.texts.cannedEmpty : t.texts.templatesEmpty}
              </p>
            ) : null}
          </div>
          <div ref={list} id={`${id}-list`} role="listbox" aria-label={kind === 'canned' ? t.texts.canned : t.texts.templates}>
            {items.map((item, index) => (
              <TextOption
                key={item.id}
                id={`${id}-${index}`}
                index={index}
                item={item}
                current={index === current}
                onHover={() => setAt(index)}
                onPick={() => insert.run(item)}
              />
            ))}
          </div>
        </div>
        <div className="h-72 min-w-0 flex-1 max-sm:hidden">{chosen ? <Preview on={on} text={chosen} /> : null}</div>
      </div>
      <p className="border-t border-line px-3 py-1.5 text-xs text-fg-3">{t.texts.shortcutHint}</p>
    </div>
  )
}

type OptionProps = { id: string; index: number; item: PreparedTextSummary; current: boolean; onHover?: () => void; onPick: () => void }

export function TextOption({ id, index, item, current, onHover, onPick }: OptionProps) {
  return (
    <div
      id={id}
      data-index={index}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      data-highlighted={current ? '' : undefined}
      className="menu-item"
      onMouseMove={onHover}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate">
          {item.title}
        </span>
        <span dir="auto" className="block truncate text-xs text-fg-3">
          {item.folder ? `${item.folder} · ` : ''}
          {item.preview}
        </span>
      </span>
      {item.fileCount ? <Paperclip size={12} className="shrink-0 text-fg-3" aria-label={t.texts.files(item.fileCount)} /> : null}
      {item.shortcut ? <kbd className="shrink-0 font-mono text-2xs text-fg-3">/{item.shortcut}</kbd> : null}
    </div>
  )
}

function Preview({ on, text }: { on: WritingOn; text: PreparedTextSummary }) {
  const shown = useLater(text.id, 120)
  const filled = useQuery(textQueries.filled(on, shown))
  return (
    <div className="scroll-quiet h-full overflow-y-auto px-4 py-3" aria-live="polite">
      <GapText text={filled.data && filled.data.id === text.id ? filled.data.text : text.preview} className="prose" />
      {filled.data?.files.length ? (
        <p className="mt-3 flex items-center gap-1.5 text-xs text-fg-3">
          <Paperclip size={12} />
          {listed(filled.data.files.map((file) => file.filename))}
        </p>
      ) : null}
    </div>
  )
}

/** Inserts a text once, however often it was asked for meanwhile. */
export function useInsert(on: WritingOn, onInsert: (text: InsertedText) => void) {
  const cache = useQueryClient()
  const busy = useRef(false)
  return {
    run(text: Pick<PreparedTextSummary, 'id'>) {
      if (busy.current) return
      busy.current = true
      wordsOn
        .insert(on, text.id)
        .then(
          (inserted) => {
            onInsert(inserted)
            void cache.invalidateQueries({ queryKey: ['ticket-texts'] })
          },
          (error) => toast(problemText(error), 'problem'),
        )
        .finally(() => {
          busy.current = false
        })
    },
  }
}
