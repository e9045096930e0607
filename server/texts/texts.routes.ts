import { type Http, itemsOf, nothing, pageOf, route } from '../platform/http/index.ts'
import { agentText, type Variable, variableNames, variables } from '../variables/index.ts'
import { fillWords, insertTextOn, previewText, textForTicket, textsForTicket } from './insert-text.ts'
import { changeText, createText, listTexts, readText, removeText } from './prepared-texts.ts'
import {
  ChangeText,
  CreateText,
  FilledText,
  FilledWords,
  FillIn,
  ForTicket,
  InLanguage,
  InsertedText,
  ListTexts,
  OfTicket,
  PreparedText,
  PreviewIn,
  TextId,
  TextOfTicket,
  TextPage,
  TextSummary,
  VariableView,
  Written,
  WrittenQuery,
} from './texts.schema.ts'
import { firstMessageTextRoutes } from './first-message.routes.ts'
import { writtenBefore } from './written.ts'

const common = { tag: 'Prepared words', access: 'staff' } as const

export function textRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/text-variables',
    summary: 'What prepared words may contain as `{{name}}`, and which data each takes',
    response: { 200: itemsOf(VariableView) },
    handle: async () => ({ items: variableList() }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/texts',
    summary: 'Canned responses and templates, by title',
    query: ListTexts,
    response: { 200: TextPage },
    handle: ({ ctx, query }) => listTexts(ctx, query),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/texts',
    summary: 'Prepare a text: for oneself with tickets.reply, for others with settings.manage',
    verbPermission: 'tickets.reply',
    body: CreateText,
    response: { 201: PreparedText },
    handle: ({ ctx, body }) => createText(ctx, body),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/text-preview',
    summary: 'How a text will read on a ticket, or on one that is made up',
    body: PreviewIn,
    response: { 200: FilledWords },
    handle: ({ ctx, body }) => previewText(ctx, body),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/texts/:id',
    summary: 'One prepared text, as it is written',
    params: TextId,
    response: { 200: PreparedText },
    handle: ({ ctx, params }) => readText(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'PATCH',
    url: '/texts/:id',
    summary: 'Change a prepared text',
    verbPermission: 'tickets.reply',
    params: TextId,
    body: ChangeText,
    response: { 200: PreparedText },
    handle: ({ ctx, params, body }) => changeText(ctx, params.id, body),
  })

  route(http, {
    ...common,
    method: 'DELETE',
    url: '/texts/:id',
    summary: 'Delete a prepared text',
    verbPermission: 'tickets.reply',
    params: TextId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeText(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/tickets/:ref/texts',
    summary: 'What can be inserted on this ticket, what one uses oneself first',
    params: OfTicket,
    query: ForTicket,
    response: { 200: itemsOf(TextSummary) },
    handle: async ({ ctx, params, query }) => ({ items: await textsForTicket(ctx, params.ref, query) }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/tickets/:ref/texts/:id',
    summary: 'A prepared text with its variables filled for this ticket',
    params: TextOfTicket,
    query: InLanguage,
    response: { 200: FilledText },
    handle: ({ ctx, params, query }) => textForTicket(ctx, { on: params.ref, id: params.id }, query.language),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/texts/:id/insert',
    summary: 'The same to put into a message: copies of its files come along, and the use is counted',
    // Or tickets.reply.
    verbPermission: 'tickets.note',
    params: TextOfTicket,
    body: InLanguage,
    response: { 200: InsertedText },
    handle: ({ ctx, params, body }) => insertTextOn(ctx, { on: params.ref, id: params.id }, body.language),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/fill',
    summary: 'Fill the variables of words that are being written',
    params: OfTicket,
    body: FillIn,
    response: { 200: FilledWords },
    handle: ({ ctx, params, body }) => fillWords(ctx, params.ref, body),
  })

  firstMessageTextRoutes(http)

  route(http, {
    ...common,
    method: 'GET',
    url: '/me/written',
    summary: 'What you wrote before, newest first',
    query: WrittenQuery,
    response: { 200: pageOf(Written) },
    handle: ({ ctx, query }) => writtenBefore(ctx, query),
  })
}

function variableList() {
  const listed = variableNames.map((name) => {
    const { type, takes, example, inMails, inSignatures }: Variable = variables[name]
    return { name, type, takes, example, inMails: inMails === true, inSignatures: inSignatures === true }
  })
  const place = {
    name: agentText,
    type: 'text' as const,
    takes: 'In the resolution and hold mails of a desk: what the agent wrote in the dialogue.',
    example: 'We have replaced the charger.',
    inMails: true,
    inSignatures: false,
  }
  return [...listed, place]
}
