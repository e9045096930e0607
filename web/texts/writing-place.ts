import type { Upload } from '../../client/types.ts'
import { composer } from '../composer/composer-store.ts'

/** What is put into the text that is being written. */
export type Insertion = { html: string; files: Upload[] }
type Place = { reference: string; put: (insertion: Insertion) => void }

let place: Place | null = null
let waiting: { reference: string; insertion: Insertion } | null = null

/** The open composer of a ticket, for what stands elsewhere on the page. */
export const writingPlace = {
  /** @returns how to leave it */
  enter(next: Place): () => void {
    place = next
    if (waiting?.reference === next.reference) next.put(waiting.insertion)
    waiting = null
    return () => {
      if (place === next) place = null
    }
  },
  /** Puts something at the cursor; a closed composer opens first. */
  put(reference: string, insertion: Insertion) {
    if (place?.reference === reference) return place.put(insertion)
    waiting = { reference, insertion }
    composer.open('reply')
  },
}
