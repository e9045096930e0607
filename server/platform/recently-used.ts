export interface RecentlyUsed<Value> {
  /** Asking for something is using it. */
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** At most so many things by their keys. What was not used for longest is forgotten first. */
export function recentlyUsed<Value extends object | string>(most: number): RecentlyUsed<Value> {
  // A map is in the order in which its keys came in.
  const values = new Map<string, Value>()
  const set = (key: string, value: Value) => {
    values.delete(key)
    values.set(key, value)
    const [oldest] = values.keys()
    if (values.size > most && oldest !== undefined) values.delete(oldest)
  }
  return {
    set,
    get(key) {
      const value = values.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
  }
}
