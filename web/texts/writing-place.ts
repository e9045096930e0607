import type { Upload } from '../../client/types.ts'
import { composer } from '../composer/composer-store.ts'

/** What is put into the text that is being written. */
export type Insertion = { html: string; files: Upload[] }
type Place = {
  reference: string
  /** @returns false while the text box is still being put together */
  put: (insertion: Insertion) => boolean
}

let place: Place | null = null
let waiting: { reference: string; insertion: Insertion } | null = null

/** The open composer of a ticket, for what stands elsewhere on the page. */
export const writingPlace = {
  /** @returns how to leave it */
  enter(next: Place): () => void {
    place = next
    const held = waiting?.reference === next.reference ? waiting.insertion : null
    waiting = null
    if (held) retry(() => place !== next || next.put(held))
    return () => {
      if (place === next) place = null
    }
  },
  /** Puts something at the cursor; a closed composer opens first. */
  put(reference: string, insertion: Insertion) {
    const here = place
    if (here?.reference === reference) return retry(() => place !== here || here.put(insertion))
    waiting = { reference, insertion }
    composer.open('reply')
  },
}

const patienceMs = 5_000

function retry(done: () => boolean, since = performance.now()): void {
  if (!done() && performance.now() - since < patienceMs) setTimeout(() => retry(done, since), 30)
}
