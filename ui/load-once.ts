import { useEffect, useState } from 'react'

/** A part of the screens that is read when it is first needed: what floats above a page is not needed to show the page. */
export type Loadable<T> = { get: () => T | undefined; load: () => Promise<T> }

export function loadOnce<T>(read: () => Promise<T>): Loadable<T> {
  let value: T | undefined
  let reading: Promise<T> | undefined
  return {
    get: () => value,
    load() {
      reading ??= read().then(
        (part) => (value = part),
        (error: unknown) => {
          // Asked for again the next time.
          reading = undefined
          throw error
        },
      )
      return reading
    },
  }
}

/** The part once it is there. One that was read before this component came is there at once. */
export function useLoaded<T>(part: Loadable<T>, wanted: boolean): T | undefined {
  const [value, setValue] = useState(part.get)
  useEffect(() => {
    if (!wanted || value) return
    let left = false
    part.load().then(
      (read) => left || setValue(() => read),
      // The page is loaded anew where its files are gone; otherwise the next click asks again.
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [part, wanted, value])
  return value
}
