import { useEffect, useState } from 'react'

/** For what cannot be taken back: the first press asks, a second one within four seconds does it. */
export function useTwice(run: () => void): { asking: boolean; press: () => void } {
  const [asking, setAsking] = useState(false)
  useEffect(() => {
    if (!asking) return
    const timer = setTimeout(() => setAsking(false), 4000)
    return () => clearTimeout(timer)
  }, [asking])
  return {
    asking,
    press: () => {
      if (asking) run()
      setAsking(!asking)
    },
  }
}
