import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { mayLeave, unsavedWork } from '../../ui/unsaved.ts'
import { t } from '../words/index.ts'

const loadQuestion = () => import('../../ui/discard-question.tsx').then((module) => ({ default: module.DiscardQuestion }))
type Answer = (leaves: boolean) => void
const DiscardQuestion = lazy(loadQuestion)

/** Stands between unsaved words and another page: asks here, and has the browser ask where the window is closed. */
export function LeaveGuard() {
  const { history } = useRouter()
  const isUnsaved = useSyncExternalStore(unsavedWork.listen, unsavedWork.isThere)
  const [asking, setAsking] = useState<Answer | null>(null)

  useEffect(
    () =>
      unsavedWork.askedBy(
        () =>
          new Promise<boolean>((resolve) =>
            setAsking((before: Answer | null) => {
              before?.(false)
              return resolve
            }),
          ),
      ),
    [],
  )

  useEffect(() => {
    if (!isUnsaved) return
    // It has to be there when the line is not.
    void loadQuestion().catch(() => undefined)
    return history.block({
      enableBeforeUnload: unsavedWork.isThere,
      blockerFn: async ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && !(await mayLeave()),
    })
  }, [history, isUnsaved])

  const answer = (leaves: boolean) => {
    asking?.(leaves)
    setAsking(null)
  }
  if (!asking) return null
  return (
    <Suspense>
      <DiscardQuestion words={t.unsaved.leave} onKeep={() => answer(false)} onDiscard={() => answer(true)} />
    </Suspense>
  )
}
