/**
 * A query written once, with its parameters as $1, $2, …. Named queries are prepared once per connection (twice as
 * fast); only texts that never change get a name.
 */
export interface Query {
  readonly name?: string
  readonly text: string
}

/** A query whose text never changes; prepared under its name. */
export function query(name: string, text: string): Query {
  return { name, text }
}

/**
 * Builds a query out of parts that depend on what was asked. Values only ever become parameters.
 * @example const where = new Filter(); where.and('desk_id = ?', deskId)
 */
export class Filter {
  readonly parts: string[] = []
  readonly values: unknown[] = []

  /** Adds a condition; each `?` takes the next value. */
  and(condition: string, ...values: unknown[]): this {
    let next = 0
    this.parts.push(condition.replace(/\?/g, () => this.value(values[next++])))
    return this
  }

  /** Adds a value and gives its place, `$n`. */
  value(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  where(): string {
    return this.parts.length === 0 ? 'true' : this.parts.map((part) => `(${part})`).join(' AND ')
  }
}
