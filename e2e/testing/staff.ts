import type { Api } from '../../server/testing/api.ts'

interface Plan {
  readonly desks: readonly { name: string; lifecycle: string; address?: string }[]
  readonly people: readonly { name: string; email: string; password: string; role: 'admin' | 'agent' }[]
}

/** Opens desks, and has people who work on all of them; gives the ids by name. */
export async function staff(api: Api, { desks, people }: Plan): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  const make = async (path: string, one: { name: string; [more: string]: unknown }) => {
    const { id } = await api.post<{ id: string }>(path, one)
    ids[one.name] = id
    return id
  }
  const opened: string[] = []
  for (const desk of desks) opened.push(await make('/desks', desk))
  for (const person of people) await make('/agents', { ...person, desks: opened })
  return ids
}
