import { useEffect, useState } from 'react'
import { clockTime, exactTime, longAge, shortAge } from '../../ui/time.ts'
import { language } from '../words/index.ts'
import { useMe } from './me.ts'

type Props = { at: string; form?: 'short' | 'long' | 'clock'; className?: string }

/** A time in the agent's zone: relative while fresh, exact on hover. */
export function When({ at, form = 'short', className }: Props) {
  const { zone } = useMe()
  useMinute()
  const text =
    form === 'short' ? shortAge(at, zone, language) : form === 'long' ? longAge(at, zone, language) : clockTime(at, zone, language)
  return (
    <time dateTime={at} title={exactTime(at, zone, language)} className={className}>
      {text}
    </time>
  )
}

const minuteListeners = new Set<() => void>()
setInterval(() => {
  for (const listener of minuteListeners) listener()
}, 30_000)

function useMinute() {
  const [, tick] = useState(0)
  useEffect(() => {
    const listener = () => tick((count) => count + 1)
    minuteListeners.add(listener)
    return () => void minuteListeners.delete(listener)
  }, [])
}
