import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { TextKind } from '../../client/types.ts'
import { placeOf, type WritingOn, wordsOn } from './writing-on.ts'

export const textQueries = {
  variables: () => queryOptions({ queryKey: ['text-variables'], queryFn: api.texts.variables, staleTime: Number.POSITIVE_INFINITY }),
  on: (on: WritingOn, kind: TextKind, q: string) =>
    queryOptions({
      queryKey: ['ticket-texts', placeOf(on), kind, q],
      queryFn: () => wordsOn.texts(on, kind, q || undefined),
      placeholderData: (old) => old,
    }),
  filled: (on: WritingOn, id: string) => queryOptions({ queryKey: ['filled-text', on, id], queryFn: () => wordsOn.filled(on, id) }),
  written: () =>
    infiniteQueryOptions({
      queryKey: ['written'],
      queryFn: ({ pageParam }) => api.texts.written(pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      staleTime: 0,
    }),
  signature: (on: WritingOn) => queryOptions({ queryKey: ['signature', placeOf(on)], queryFn: () => wordsOn.signature(on) }),
  list: (kind: TextKind, q: string, desk?: string) =>
    infiniteQueryOptions({
      queryKey: ['texts', kind, q, desk ?? null],
      queryFn: ({ pageParam }) => api.texts.list({ kind, ...(q ? { q } : {}), ...(desk ? { desk } : {}) }, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: (old) => old,
    }),
  one: (id: string) => queryOptions({ queryKey: ['text', id], queryFn: () => api.texts.get(id), staleTime: 0 }),
  words: (desk: string) => queryOptions({ queryKey: ['restricted-words', desk], queryFn: () => api.wording.words(desk) }),
}
