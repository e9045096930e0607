import { useEffect, useRef, useState } from 'react'
import { classes } from '../../ui/classes.ts'

/**
 * A mail's markup, shut in a frame without this page's origin. It can say its height and open links, nothing else.
 * Mail is written for white paper, so it keeps a white sheet in dark themes unless the frame says that it drew itself dark.
 */
export function ContentFrame({ url, title }: { url: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState<number | null>(null)
  const [drawnDark, setDrawnDark] = useState(false)
  const dark = document.documentElement.dataset.theme === 'dark'

  useEffect(() => {
    function onMessage(event: MessageEvent) {
      if (event.source !== frame.current?.contentWindow) return
      const data = event.data as ({ type?: unknown; height?: unknown; theme?: unknown } & KeyboardEventInit) | null
      // Who clicked into a mail still has the keyboard of the page; sending stays with the composer.
      if (data?.type === 'statedesk-key' && data.key !== 'Enter') window.dispatchEvent(new KeyboardEvent('keydown', keyOf(data)))
      if (data?.type !== 'statedesk-height' || typeof data.height !== 'number') return
      setHeight(Math.min(Math.ceil(data.height), 20_000))
      setDrawnDark(data.theme === 'dark')
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
        src={dark ? `${url}${url.includes('?') ? '&' : '?'}theme=dark` : url}
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
