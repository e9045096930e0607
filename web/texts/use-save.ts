import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '../../client/client.ts'

/** Saves something two people may edit at once: what somebody else saved meanwhile is read and shown, what was typed stays. */
export function useSave<Input, Saved>(options: {
  save: (input: Input, version: number | undefined) => Promise<Saved>
  read: () => Promise<Saved>
  onSaved: (saved: Saved) => void
}) {
  const [theirs, setTheirs] = useState<Saved | null>(null)
  const mutation = useMutation({
    meta: { showsProblem: true },
    mutationFn: ({ input, version }: { input: Input; version: number | undefined }) => options.save(input, version),
    onSuccess: (saved) => {
      setTheirs(null)
      options.onSaved(saved)
    },
    onError: async (error) => {
      if (isProblem(error, 'version_conflict')) setTheirs(await options.read())
    },
  })
  const conflicts = isProblem(mutation.error, 'version_conflict')
  return {
    run: (input: Input, version: number | undefined) => mutation.mutate({ input, version }),
    busy: mutation.isPending,
    error: conflicts ? null : mutation.error,
    theirs,
    settle: () => {
      setTheirs(null)
      mutation.reset()
    },
  }
}
