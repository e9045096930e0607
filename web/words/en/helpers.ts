export const plural = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`)

/** Words by a key that comes from the server, where one may be missing. */
export const named = (names: Record<string, string>) => names as Record<string, string | undefined>
