export type SseEvent = { name: string; id: string | null; data: string }

/**
 * Cuts a text/event-stream into events, whatever the pieces it arrives in.
 * A block of an id alone is no event, but moves the position: a quiet stream keeps up that way.
 */
export function sseParser(onEvent: (event: SseEvent) => void, onPosition: (id: string) => void = () => undefined): (chunk: string) => void {
  let rest = ''
  let name = ''
  let id: string | null = null
  let data: string[] = []

  function line(text: string) {
    if (text === '') {
      if (id !== null) onPosition(id)
      if (data.length) onEvent({ name: name || 'message', id, data: data.join('\n') })
      name = ''
      id = null
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') name = value
    else if (field === 'id') id = value
    else if (field === 'data') data.push(value)
  }

  return (chunk) => {
    rest += chunk
    // A carriage return at the very end may be half of a CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const text of lines) line(text)
  }
}
