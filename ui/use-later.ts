import { useEffect, useState } from 'react'

/** The value a moment after it has settled: what is typed is asked for once, not letter by letter. */
export function useLater<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay)
    return () => clearTimeout(timer)
  }, [value, delay])
  return settled
}
