import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight, Paperclip, Search } from 'lucide-react'
import { useState } from 'react'
import type { PreparedTextSummary, TextKind } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { useLater } from '../../ui/use-later.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Rows, SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { TextForm } from './text-form.tsx'
import { textQueries } from './text-queries.ts'

/** The texts of one kind: a list to search in, and the one that is edited. */
export function TextsPage({ kind }: { kind: TextKind }) {
  const me = useMe()
  const [open, setOpen] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(textQueries.list(kind, useLater(search.trim(), 150)))
  const words = t.texts.edit
  const canned = kind === 'canned'
  const mayAdd = canned ? may(me, 'tickets.reply') : may(me, 'settings.manage')

  if (open) return <TextForm key={open} kind={kind} id={open === 'new' ? null : open} onDone={() => setOpen(null)} />
  return (
    <section>
      <SectionHead title={t.texts.sections[canned ? 'canned' : 'templates']} text={canned ? words.cannedText : words.templatesText}>
        {mayAdd ? <Button onClick={() => setOpen('new')}>{canned ? words.add : words.addTemplate}</Button> : null}
      </SectionHead>
      <label className="mb-3 flex h-8 items-center gap-2 rounded-[6px] border border-line-strong bg-surface px-2.5 focus-within:outline-2 focus-within:outline-focus">
        <Search size={14} className="shrink-0 text-fg-3" />
        <input
          data-quiet-focus
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="min-w-0 flex-1 bg-transparent"
        />
      </label>
      <Loaded query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) {
            return (
              <p className="py-8 text-center text-fg-3">{search.trim() ? t.texts.filtered : canned ? words.none : words.noTemplates}</p>
            )
          }
          return (
            <>
              <Rows label={t.texts.sections[canned ? 'canned' : 'templates']}>
                {items.map((item) => (
                  <TextRow key={item.id} item={item} onOpen={() => setOpen(item.id)} />
                ))}
              </Rows>
              {list.hasNextPage ? (
                <Button kind="quiet" className="mt-2" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {words.more}
                </Button>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

function TextRow({ item, onOpen }: { item: PreparedTextSummary; onOpen: () => void }) {
  const place = item.desk?.name ?? item.team?.name ?? t.texts.edit.scopes[item.scope]
  return (
    <li>
      <button type="button" onClick={onOpen} className="flex min-h-14 w-full items-center gap-3 px-3 py-2 text-start hover:bg-hover">
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span dir="auto" className="min-w-0 truncate font-semibold">
              {item.title}
            </span>
            {item.shortcut ? <kbd className="shrink-0 font-mono text-2xs text-fg-3">/{item.shortcut}</kbd> : null}
          </span>
          <span dir="auto" className="block truncate text-xs text-fg-3">
            {item.preview}
          </span>
        </span>
        {item.fileCount ? <Paperclip size={13} className="shrink-0 text-fg-3" aria-label={t.texts.files(item.fileCount)} /> : null}
        <span className="flex shrink-0 flex-col items-end gap-0.5 max-sm:hidden">
          <span className="flex gap-1">
            {item.folder ? <Chip>{item.folder}</Chip> : null}
            <Chip hue={item.scope === 'own' ? 'purple' : item.scope === 'all' ? 'grey' : 'blue'}>{place}</Chip>
          </span>
          <span className="text-2xs text-fg-3">{t.texts.edit.uses(item.uses)}</span>
        </span>
        <ChevronRight size={16} className="shrink-0 text-fg-3" />
      </button>
    </li>
  )
}
