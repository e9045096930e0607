/** Whether the agent is writing in a ticket at this moment: others see it, so that nobody answers twice. */
let where: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function set(next: string | null) {
  if (where === next) return
  where = next
  for (const listener of listeners) listener()
}

export const typing = {
  in: (reference: string) => where === reference,
  touch(reference: string) {
    set(reference)
    clearTimeout(timer)
    timer = setTimeout(() => set(null), 6000)
  },
  listen(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
