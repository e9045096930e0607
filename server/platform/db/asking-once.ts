import type { Query } from './query.ts'
import type { Tx } from './transaction.ts'

/**
 * The same transaction, in which `one` asks the same question with the same values only once: for looking at many things
 * that are mostly alike, while nothing is written.
 */
export function askingOnce(tx: Tx): Tx {
  const answers = new Map<string, Promise<unknown>>()
  const one = <Row>(query: Query, params: readonly unknown[] = []): Promise<Row> => {
    const key = JSON.stringify([query.name ?? query.text, params])
    const answer = answers.get(key) ?? tx.one<Row>(query, params)
    answers.set(key, answer)
    return answer as Promise<Row>
  }
  return Object.create(tx, { one: { value: one } }) as Tx
}
