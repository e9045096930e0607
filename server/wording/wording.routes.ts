import { type Http, itemsOf, route } from '../platform/http/index.ts'
import { changeRestrictedWords, readRestrictedWords, tryRestrictedWords } from './restricted-words.ts'
import { ChangeRestrictedWords, findingView, FindingView, OfDesk, RestrictedWordList, TryRestrictedWords } from './wording.schema.ts'

const common = { tag: 'Prepared words', access: 'staff' } as const

export function wordingRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/desks/:id/restricted-words',
    summary: 'Words that a desk does not send, or only after a second look',
    params: OfDesk,
    response: { 200: RestrictedWordList },
    handle: ({ ctx, params }) => readRestrictedWords(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'PUT',
    url: '/desks/:id/restricted-words',
    summary: 'Write the list of restricted words anew',
    permission: 'settings.manage',
    params: OfDesk,
    body: ChangeRestrictedWords,
    response: { 200: RestrictedWordList },
    handle: ({ ctx, params, body }) => changeRestrictedWords(ctx, params.id, body),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/restricted-words/try',
    summary: 'What a list of restricted words would find in a text',
    permission: 'settings.manage',
    params: OfDesk,
    body: TryRestrictedWords,
    response: { 200: itemsOf(FindingView) },
    handle: async ({ ctx, params, body }) => ({ items: (await tryRestrictedWords(ctx, params.id, body)).map(findingView) }),
  })
}
