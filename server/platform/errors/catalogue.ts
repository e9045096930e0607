/** Every problem the API can answer with. `code` is stable; the words may change. Each has a test. */
export const errorCatalogue = {
  malformed_request: {
    status: 400,
    title: 'Not HTTP',
    detail: 'The request could not be read: it is not HTTP, its headers are too large, or it took too long.',
  },
  malformed_json: { status: 400, title: 'Malformed JSON', detail: 'The body is not valid JSON. Nothing was changed.' },
  invalid_cursor: { status: 400, title: 'Invalid cursor', detail: 'This cursor is not one of ours. Start again without it.' },
  not_signed_in: { status: 401, title: 'Not signed in', detail: 'Sign in, or send an API key as “Authorization: Bearer …”.' },
  sign_in_failed: { status: 401, title: 'Sign-in failed', detail: 'The mail address or the password is wrong.' },
  forbidden: { status: 403, title: 'Not permitted', detail: 'This needs a permission that you do not have.' },
  csrf_failed: {
    status: 403,
    title: 'Request not from this site',
    detail: 'The request did not come from Statedesk’s own pages. Reload the page and try again.',
  },
  not_found: { status: 404, title: 'Not found', detail: 'There is nothing here, or you may not see it.' },
  method_not_allowed: { status: 405, title: 'Method not allowed', detail: 'This address does not take that method.' },
  refused: { status: 409, title: 'Refused by the lifecycle', detail: 'The ticket’s status does not allow this.' },
  version_conflict: {
    status: 409,
    title: 'Changed meanwhile',
    detail: 'Somebody changed this ticket meanwhile. Look at the change and try again.',
  },
  already_assigned: { status: 409, title: 'Already taken', detail: 'Somebody else has this ticket.' },
  stale_reply: {
    status: 409,
    title: 'The customer wrote meanwhile',
    detail: 'The customer wrote while you were answering. Read it first; your text is kept.',
  },
  team_needed: { status: 409, title: 'Name a team', detail: 'You are in several teams. Say which one takes the ticket.' },
  not_mergeable: { status: 409, title: 'Cannot be merged', detail: 'These tickets cannot be merged.' },
  not_linkable: { status: 409, title: 'Cannot be linked', detail: 'These tickets cannot be linked in this way.' },
  already_exists: { status: 409, title: 'Already there', detail: 'Something of that name exists already.' },
  in_use: { status: 409, title: 'In use', detail: 'This is still in use.' },
  idempotency_running: {
    status: 409,
    title: 'Still running',
    detail: 'A request with this Idempotency-Key is still running. Ask again in a moment.',
  },
  resync_required: {
    status: 409,
    title: 'Start again',
    detail: 'That position is older than what is kept. Read the present state and continue from its position.',
  },
  confirm_warnings: {
    status: 409,
    title: 'Look at this first',
    detail: 'Something in the text is worth a second look. Nothing was sent; confirm it, or change the text.',
  },
  payload_too_large: { status: 413, title: 'Too large', detail: 'This is larger than is accepted.' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', detail: 'Send JSON as application/json.' },
  invalid_input: { status: 422, title: 'Invalid input', detail: 'Something in the request is not as it should be. Nothing was changed.' },
  unknown_variable: {
    status: 422,
    title: 'Unknown variable',
    detail: 'The text contains a variable that does not exist here. Nothing was sent or saved.',
  },
  unfilled_variable: {
    status: 422,
    title: 'A variable without a value',
    detail: 'The text contains a variable that has no value on this ticket. Write the words yourself; nothing was sent.',
  },
  restricted_words: {
    status: 422,
    title: 'Restricted words',
    detail: 'The text contains words that this desk does not send. Nothing was sent.',
  },
  invalid_lifecycle: { status: 422, title: 'Lifecycle has faults', detail: 'This lifecycle has faults and was not published.' },
  idempotency_conflict: {
    status: 422,
    title: 'Key used for something else',
    detail: 'This Idempotency-Key was used with another request.',
  },
  rate_limited: { status: 429, title: 'Too many requests', detail: 'Too many requests. Wait a little and try again.' },
  insecure_connection: {
    status: 403,
    title: 'Not over plain http',
    detail: 'Statedesk keeps you signed in over https or on localhost only. Use https, or set STATEDESK_INSECURE_HTTP=1 if you know why.',
  },
  internal: {
    status: 500,
    title: 'Something broke',
    detail: 'Something broke on our side. Nothing was changed. The request id helps to find out what.',
  },
  unavailable: {
    status: 503,
    title: 'Not available right now',
    detail: 'The database cannot be reached right now. Nothing was changed; try again in a moment.',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>

export type ErrorCode = keyof typeof errorCatalogue
