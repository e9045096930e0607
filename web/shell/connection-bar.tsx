import { LoaderCircle, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLive } from '../live/live-store.ts'
import { t } from '../words/index.ts'

/** A slim line while the server is out of reach. Typing goes on; drafts are kept in this browser. */
export function ConnectionBar() {
  const connection = useLive((state) => state.connection)
  const online = useOnline()
  if (online && connection === 'live') return null
  return (
    <div role="status" className="flex h-7 shrink-0 items-center justify-center gap-2 bg-amber-fill text-xs text-amber-text">
      {online ? <LoaderCircle size={13} className="animate-spin" /> : <WifiOff size={13} />}
      {online ? t.shell.reconnecting : t.shell.offline}
    </div>
  )
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const change = () => setOnline(navigator.onLine)
    addEventListener('online', change)
    addEventListener('offline', change)
    return () => {
      removeEventListener('online', change)
      removeEventListener('offline', change)
    }
  }, [])
  return online
}
