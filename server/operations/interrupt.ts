/** Runs work; who interrupts it (Ctrl-C, SIGTERM) finds nothing left behind of what `tidy` takes away. */
export async function tidyWhenInterrupted<T>(tidy: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  const onSignal = () =>
    void tidy().then(
      () => process.exit(130),
      (error: unknown) => {
        console.error(error)
        process.exit(130)
      },
    )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal)
  try {
    return await work()
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal)
  }
}
