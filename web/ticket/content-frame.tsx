import { useEffect, useRef, useState } from 'react'
import { classes } from '../../ui/classes.ts'
import { language } from '../words/index.ts'

type Props = {
  url: string
  title: string
  /** Positions in the message’s text, and where on the screen; the same position twice says that nothing is selected. */
  onSelect?: (from: number, to: number, place: { left: number; right: number; top: number; bottom: number }) => void
  onMask?: (mask: string) => void
}

/**
 * A mail's markup, shut in a frame without this page's origin. It can say its height, where something is selected or pressed (numbers,
 * which whoever hears them looks up in words of their own) and open links, nothing else.
 * Mail is written for white paper, so it keeps a white sheet in dark themes unless the frame says that it drew itself dark.
 */
export function ContentFrame({ url, title, onSelect, onMask }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState<number | null>(null)
  const [drawnDark, setDrawnDark] = useState(false)
  const heard = useRef({ onSelect, onMask })
  heard.current = { onSelect, onMask }
  const dark = document.documentElement.dataset.theme === 'dark'

  useEffect(() => {
    function onMessage(event: MessageEvent) {
      if (event.source !== frame.current?.contentWindow) return
      const data = event.data as (Record<string, unknown> & KeyboardEventInit) | null
      // Who clicked into a mail still has the keyboard of the page; sending stays with the composer.
      if (data?.type === 'statedesk-key' && data.key !== 'Enter') window.dispatchEvent(new KeyboardEvent('keydown', keyOf(data)))
      if (data?.type === 'statedesk-selection') hearSelection(data)
      if (data?.type === 'statedesk-mask' && typeof data.mask === 'string') heard.current.onMask?.(data.mask)
      if (data?.type !== 'statedesk-height' || typeof data.height !== 'number') return
      setHeight(Math.min(Math.ceil(data.height), 20_000))
      setDrawnDark(data.theme === 'dark')
    }
    function hearSelection(data: Record<string, unknown>) {
      const number = (name: string) => Number(data[name] ?? 0)
      const [from, to] = [number('from'), number('to')]
      const [left, right, top, bottom] = [number('left'), number('right'), number('top'), number('bottom')]
      const box = frame.current?.getBoundingClientRect()
      if (!box || ![from, to, left, right, top, bottom].every(Number.isFinite)) return
      const place = { left: box.left + left, right: box.left + right, top: box.top + top, bottom: box.top + bottom }
      heard.current.onSelect?.(Math.trunc(from), Math.trunc(to), place)
    }
    addEventListener('message', onMessage)
    return () => removeEventListener('message', onMessage)
  }, [])

  const paper = dark && !drawnDark
  return (
    <div className={classes('max-w-[760px]', paper && 'rounded-[6px] bg-[#fff] p-3')} style={{ colorScheme: drawnDark ? 'dark' : 'light' }}>
      <iframe
        ref={frame}
        title={title}
        src={`${url}${url.includes('?') ? '&' : '?'}lang=${language}${dark ? '&theme=dark' : ''}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox allow-scripts"
        referrerPolicy="no-referrer"
        className={classes('block w-full border-0', height === null && 'opacity-0')}
        style={{ height: height ?? 24 }}
      />
    </div>
  )
}

function keyOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEventInit): KeyboardEventInit {
  return {
    key: String(key),
    ctrlKey: ctrlKey === true,
    metaKey: metaKey === true,
    shiftKey: shiftKey === true,
    altKey: altKey === true,
    cancelable: true,
  }
}
