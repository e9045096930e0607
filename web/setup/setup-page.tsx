import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import { buttonClass } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { EmptyState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { PlainPage } from '../session/plain-page.tsx'
import { t } from '../words/index.ts'
import { SetupDone } from './setup-done.tsx'
import { DeskStep, WorkspaceStep, YouStep } from './setup-steps.tsx'

export type SetupForm = {
  name: string
  email: string
  password: string
  workspace: string
  deskName: string
  lifecycle: string
  address: string
}

/** Three short steps from an empty server to a desk that takes mail. */
export function SetupPage() {
  const { token } = useSearch({ from: '/setup' })
  const cache = useQueryClient()
  const state = useQuery({ queryKey: ['setup', token], queryFn: () => api.setup.state(token), enabled: token !== '', retry: false })
  const [step, setStep] = useState(0)
  const [done, setDone] = useState<{ desk: string } | null>(null)
  const [form, setForm] = useState<SetupForm>({
    name: '',
    email: '',
    password: '',
    workspace: '',
    deskName: t.setup.deskNameDefault,
    lifecycle: 'support',
    address: 'support@localhost',
  })

  const finish = useMutation({
    meta: { showsProblem: true },
    mutationFn: () =>
      api.setup.finish({
        token,
        name: form.name.trim(),
        email: form.email.trim(),
        password: form.password,
        workspace: form.workspace.trim(),
        desk: { name: form.deskName.trim(), lifecycle: form.lifecycle, address: form.address.trim() },
      }),
    onSuccess: async (answer) => {
      cache.removeQueries({ queryKey: ['session'] })
      // Times are shown in the zone of the person; the browser knows it, and the profile can change it.
      await api.me.change({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone }).catch(() => undefined)
      setDone({ desk: answer.desk.id })
    },
    onError: (error) => {
      // Back to the step whose field the server did not like.
      const paths = isProblem(error) ? error.errors.map((field) => field.path).join(' ') : ''
      if (/name|email|password/.test(paths) && !/desk/.test(paths)) setStep(0)
      else if (/workspace/.test(paths)) setStep(1)
    },
  })

  if (done) return <SetupDone desk={done.desk} />
  if (token === '') return <Closed title={t.setup.title} text={t.setup.noToken} />
  if (state.isPending) {
    return (
      <PlainPage>
        <Skeleton className="appear-late h-60 w-full" />
      </PlainPage>
    )
  }
  if (state.isError || !state.data.open) {
    const over = !state.isError || (isProblem(state.error) && state.error.status === 404)
    return <Closed title={over ? t.setup.closedTitle : t.setup.title} text={over ? t.setup.closedText : problemText(state.error)} />
  }

  const errors = isProblem(finish.error) ? finish.error.errors : []
  const errorOf = (...paths: string[]) => errors.find((field) => paths.includes(field.path))?.message
  const props = { form, change: (change: Partial<SetupForm>) => setForm({ ...form, ...change }), errorOf, back: () => setStep(step - 1) }
  return (
    <PlainPage wide={step === 2}>
      <Steps at={step} />
      {step === 0 ? <YouStep {...props} next={() => setStep(1)} /> : null}
      {step === 1 ? <WorkspaceStep {...props} next={() => setStep(2)} /> : null}
      {step === 2 ? <DeskStep {...props} busy={finish.isPending} next={() => finish.mutate()} /> : null}
      {finish.isError ? (
        <p role="alert" className="mt-4 rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
          {problemText(finish.error)}
        </p>
      ) : null}
    </PlainPage>
  )
}

function Steps({ at }: { at: number }) {
  return (
    <ol aria-label={t.setup.stepOf(at + 1)} className="mb-6 flex gap-2">
      {t.setup.steps.map((name, index) => (
        <li key={name} aria-current={index === at ? 'step' : undefined} className="flex-1">
          <span className={classes('block h-1 rounded-full', index <= at ? 'bg-accent' : 'bg-pressed')} />
          <span className={classes('mt-1.5 block text-xs', index === at ? 'font-semibold text-fg' : 'text-fg-3')}>{name}</span>
        </li>
      ))}
    </ol>
  )
}

function Closed({ title, text }: { title: string; text: string }) {
  return (
    <PlainPage>
      <EmptyState
        isPage
        className="py-4"
        title={title}
        text={text}
        action={
          <Link to="/sign-in" search={{}} className={buttonClass('primary')}>
            {t.signIn.title}
          </Link>
        }
      />
    </PlainPage>
  )
}
