import { useQuery } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { api } from '../../client/api.ts'
import type { LifecycleChoice } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { StatusDot } from '../../ui/marks.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { localised, t } from '../words/index.ts'
import type { SetupForm } from './setup-page.tsx'

type StepProps = {
  form: SetupForm
  change: (change: Partial<SetupForm>) => void
  errorOf: (...paths: string[]) => string | undefined
  next: () => void
  back: () => void
}

export function YouStep({ form, change, errorOf, next }: StepProps) {
  return (
    <Step title={t.setup.you} text={t.setup.youText} onSubmit={next} button={t.setup.next}>
      <TextField
        label={t.setup.name}
        autoComplete="name"
        autoFocus
        required
        value={form.name}
        error={errorOf('name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t.setup.email}
        type="email"
        autoComplete="username"
        required
        hint={t.setup.emailHint}
        value={form.email}
        error={errorOf('email')}
        onChange={(event) => change({ email: event.target.value })}
      />
      <TextField
        label={t.setup.password}
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        hint={t.setup.passwordHint}
        value={form.password}
        error={errorOf('password')}
        onChange={(event) => change({ password: event.target.value })}
      />
    </Step>
  )
}

export function WorkspaceStep({ form, change, errorOf, next, back }: StepProps) {
  return (
    <Step title={t.setup.workspace} text={t.setup.workspaceText} onSubmit={next} back={back} button={t.setup.next}>
      <TextField
        label={t.setup.workspaceName}
        autoComplete="organization"
        autoFocus
        required
        hint={t.setup.workspaceHint}
        value={form.workspace}
        error={errorOf('workspace')}
        onChange={(event) => change({ workspace: event.target.value })}
      />
    </Step>
  )
}

export function DeskStep({ form, change, errorOf, next, back, busy }: StepProps & { busy: boolean }) {
  const lifecycles = useQuery({ queryKey: ['setup-lifecycles'], queryFn: api.setup.lifecycles })
  return (
    <Step title={t.setup.desk} text={t.setup.deskText} onSubmit={next} back={back} button={t.setup.finish} busy={busy}>
      <fieldset>
        <legend className="mb-1.5 text-xs font-semibold text-fg-2">{t.setup.lifecycle}</legend>
        {lifecycles.isError ? (
          <ErrorState
            title={t.errors.title}
            text={problemText(lifecycles.error)}
            retry={() => void lifecycles.refetch()}
            retryLabel={t.tryAgain}
          />
        ) : (
          <div className="flex flex-col gap-2">
            {lifecycles.data
              ? lifecycles.data.items.map((lifecycle) => (
                  <LifecycleCard
                    key={lifecycle.key}
                    lifecycle={lifecycle}
                    chosen={form.lifecycle === lifecycle.key}
                    onChoose={() => change({ lifecycle: lifecycle.key })}
                  />
                ))
              : [1, 2, 3, 4, 5].map((key) => <Skeleton key={key} className="h-[84px] w-full" />)}
          </div>
        )}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t.setup.deskName}
          required
          value={form.deskName}
          error={errorOf('desk.name')}
          onChange={(event) => change({ deskName: event.target.value })}
        />
        <TextField
          label={t.setup.address}
          type="email"
          required
          hint={t.setup.addressHint}
          value={form.address}
          error={errorOf('desk.address')}
          onChange={(event) => change({ address: event.target.value })}
        />
      </div>
    </Step>
  )
}

function LifecycleCard({ lifecycle, chosen, onChoose }: { lifecycle: LifecycleChoice; chosen: boolean; onChoose: () => void }) {
  return (
    <label
      className={classes(
        'flex gap-3 rounded-[10px] border p-3 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus',
        chosen
          ? 'border-accent bg-accent-fill shadow-[inset_0_0_0_1px_var(--focus)]'
          : 'border-line-strong hover:border-control hover:bg-hover',
      )}
    >
      <input type="radio" name="lifecycle" className="mt-0.5 size-4 shrink-0 accent-accent" checked={chosen} onChange={onChoose} />
      <span className="min-w-0">
        <span className="block font-semibold">{localised(lifecycle.name)}</span>
        <span className="block text-fg-2">{localised(lifecycle.description)}</span>
        <span className="mt-2 flex flex-wrap gap-x-3 gap-y-1">
          {lifecycle.statuses.map((status) => (
            <span key={status.key} className="flex items-center gap-1.5 text-xs text-fg-2">
              <StatusDot colour={status.colour} hollow={status.category === 'waiting'} />
              {localised(status.label)}
            </span>
          ))}
        </span>
      </span>
    </label>
  )
}

type StepFrameProps = {
  title: string
  text: string
  button: string
  busy?: boolean
  onSubmit: () => void
  back?: () => void
  children: ReactNode
}

function Step({ title, text, button, busy, onSubmit, back, children }: StepFrameProps) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div>
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-1 text-fg-2">{text}</p>
      </div>
      {children}
      <div className="mt-2 flex justify-between">
        {back ? (
          <Button kind="quiet" onClick={back}>
            {t.setup.back}
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit" kind="primary" busy={busy}>
          {button}
        </Button>
      </div>
    </form>
  )
}
