/** Uploads a file with a key, and leaves it without a message. */
export async function uploadFile(url: string, key: string, name: string, content: string | Buffer, type?: string): Promise<string> {
  const form = new FormData()
  const bytes = typeof content === 'string' ? content : new Uint8Array(content)
  form.append('file', new Blob([bytes], type === undefined ? {} : { type }), name)
  const answer = await fetch(`${url}/api/v1/uploads`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form })
  return ((await answer.json()) as { id: string }).id
}
