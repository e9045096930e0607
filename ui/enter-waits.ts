import { useEffect, useRef } from 'react'

/**
 * Enter over a list that is still being searched for takes what is found, not what an older search left there.
 *
 * @param isWaiting the rows shown are not yet those of the text typed
 */
export function useEnterWaits(isWaiting: boolean, pick: () => void): { press: () => void; forget: () => void } {
  const wanted = useRef(false)
  useEffect(() => {
    if (isWaiting || !wanted.current) return
    wanted.current = false
    pick()
  })
  return {
    press: () => {
      if (isWaiting) wanted.current = true
      else pick()
    },
    forget: () => {
      wanted.current = false
    },
  }
}

/** Whether an answer is for other words than those typed, or has not come yet. */
export function isOlder(typed: string, asked: string, answer: { isPlaceholderData: boolean; isLoading: boolean }): boolean {
  return typed.trim() !== asked || answer.isPlaceholderData || answer.isLoading
}
