import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { localPath } from './local-path.ts'
import { PlainPage } from './plain-page.tsx'

export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')

  const signIn = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.session.signIn(email, password),
    onSuccess: async (answer) => {
      cache.setQueryData(['session'], answer)
      await navigate({ to: localPath(next) ?? '/tickets' })
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    signIn.mutate()
  }

  return (
    <PlainPage>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <h1 className="text-xl font-semibold">{t.signIn.title}</h1>
        <TextField
          label={t.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t.signIn.password}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {signIn.isError ? (
          <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
            {problemText(signIn.error)}
          </p>
        ) : null}
        <Button type="submit" kind="primary" busy={signIn.isPending} className="mt-1 h-9">
          {t.signIn.submit}
        </Button>
      </form>
    </PlainPage>
  )
}
