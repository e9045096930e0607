type Answers<T extends readonly unknown[]> = { -readonly [I in keyof T]: Awaited<T[I]> }

/**
 * Waits for queries that were asked for without waiting in between. Unlike `Promise.all` it waits for all of them even
 * when one fails, so that none is left running when the transaction is rolled back; then it throws the first failure.
 */
export async function together<const T extends readonly unknown[]>(asked: T): Promise<Answers<T>> {
  const settled = await Promise.allSettled(asked)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as Answers<T>
}
