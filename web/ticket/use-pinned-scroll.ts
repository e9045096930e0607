import { useCallback, useEffect, useRef, useState } from 'react'

/** Stays at the end while the reader is at the end: mails in frames grow after they are painted, and must not push the newest out of sight. */
export function usePinnedScroll(newest: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stick = useRef(true)
  const [pinned, setPinned] = useState(true)
  const ready = newest !== undefined

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
    stick.current = true
    setPinned(true)
  }, [])

  useEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner) return
    let top = box.scrollTop
    const look = () => {
      const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40
      // What grew meanwhile takes the end away as well; only who goes up leaves it.
      if (isAtEnd || box.scrollTop < top) stick.current = isAtEnd
      top = box.scrollTop
    }
    const keep = () => {
      // Somebody may have gone up in this very moment.
      look()
      if (stick.current) box.scrollTop = box.scrollHeight
      top = box.scrollTop
    }
    const onScroll = () => {
      look()
      setPinned(stick.current)
    }
    keep()
    const observer = new ResizeObserver(keep)
    observer.observe(inner)
    observer.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [ready])

  return { scroller, content, pinned, toEnd }
}
