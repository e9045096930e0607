import { totalmem } from 'node:os'

/** Bytes of memory a container allows, or the machine has. */
export function usableMemory(): number {
  const allowed = process.constrainedMemory()
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}

/** So many bytes may be held for one purpose at once; who wants more than is left waits its turn. */
export interface ByteBudget {
  /** Gives what ends the holding; null when it could not begin within `patienceMs`. Never more than all is taken. */
  take(bytes: number, patienceMs?: number): Promise<(() => void) | null>
  readonly total: number
  readonly held: number
}

export function byteBudget(total: number): ByteBudget {
  const waiting: { bytes: number; begin: () => void }[] = []
  let held = 0

  function letIn(): void {
    // In turn: a large one would otherwise wait behind small ones for ever.
    for (let first = waiting[0]; first && held + first.bytes <= total; first = waiting[0]) {
      waiting.shift()
      held += first.bytes
      first.begin()
    }
  }

  return {
    total,
    get held() {
      return held
    },
    take(wanted, patienceMs) {
      const bytes = Math.min(wanted, total)
      return new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined
        const one = { bytes, begin }
        function begin(): void {
          clearTimeout(timer)
          let over = false
          resolve(() => {
            if (over) return
            over = true
            held -= bytes
            letIn()
          })
        }
        waiting.push(one)
        letIn()
        if (patienceMs === undefined || !waiting.includes(one)) return
        timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(one), 1)
          resolve(null)
          letIn()
        }, patienceMs)
      })
    },
  }
}
