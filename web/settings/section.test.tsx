import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Loaded } from './section.tsx'

const shown = (query: { data: string | undefined; error: Error | null }) =>
  renderToStaticMarkup(<Loaded query={{ ...query, refetch: () => undefined }}>{(data) => <input defaultValue={data} />}</Loaded>)

it('a form stays on screen when reading it anew fails, under a line that says so', () => {
  const markup = shown({ data: 'typed into', error: new Error('out of reach') })
  expect(markup).toContain('typed into')
  expect(markup).toContain('role="status"')
  expect(markup).not.toContain('role="alert"')
})

it('what could never be read is an error, and nothing else', () => {
  expect(shown({ data: undefined, error: new Error('out of reach') })).toContain('role="alert"')
  expect(shown({ data: 'read', error: null })).not.toContain('role="status"')
})
