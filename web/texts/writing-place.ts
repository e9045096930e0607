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

/** The open composer of a ticket, for what stands elsewhere on the page. */
export const writingPlace = {
  /** @returns how to leave it */
  enter(next: Place): () => void {
    place = next
    return () => {
      if (place === next) place = null
    }
  },
  isOpen: (reference: string) => place?.reference === reference,
  /**
   * Puts something at the cursor; a closed composer opens first.
   *
   * @returns whether it stands there now: the composer may be closed, and the ticket left, before it can be written in
   */
  async put(reference: string, insertion: Insertion, left?: AbortSignal): Promise<boolean> {
    if (place?.reference !== reference) composer.open('reply')
    const since = performance.now()
    while (composer.get().open && left?.aborted !== true && performance.now() - since < patienceMs) {
      if (place?.reference === reference && place.put(insertion)) return true
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    return false
  },
}

const patienceMs = 8_000
