import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Contrast, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Me, Presence } from '../../client/types.ts'
import { Avatar, PresenceDot } from '../../ui/avatar.tsx'
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { leaving } from '../session/leaving.ts'
import { useMe } from '../session/me.ts'
import { setTheme, type Theme, theme } from '../session/preferences.ts'
import { forgetPerson } from '../session/preferences-sync.ts'
import { rememberSignedIn } from '../session/signed-in-hint.ts'
import { t } from '../words/index.ts'

const presences: Presence[] = ['online', 'away', 'offline']
const themes: { key: Theme; icon: typeof Sun }[] = [
  { key: 'system', icon: Monitor },
  { key: 'light', icon: Sun },
  { key: 'dark', icon: Moon },
  { key: 'contrast', icon: Contrast },
]

/** Who I am and whether I am here. New work is given by presence, so it is one click away at all times. */
export function PresenceMenu() {
  const me = useMe()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState(theme)

  const setPresence = useMutation({
    mutationFn: (presence: Presence) => api.me.presence(presence),
    onSuccess: (_answer, presence) => cache.setQueryData<{ me: Me }>(['session'], (old) => (old ? { me: { ...old.me, presence } } : old)),
  })
  const signOut = useMutation({
    mutationFn: () =>
      api.session.signOut().catch((error: unknown) => {
        // It had ended already: that is what was asked for.
        if (!isProblem(error, 'not_signed_in')) throw error
      }),
    onMutate: leaving.begin,
    onSettled: leaving.end,
    onSuccess: async () => {
      rememberSignedIn(null)
      forgetPerson()
      await navigate({ to: '/sign-in', search: {} })
      cache.clear()
    },
  })

  return (
    <Menu
      side="top"
      label={t.presence.title}
      width="w-56"
      trigger={
        <button
          type="button"
          className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-[6px] px-1.5 text-left transition-colors hover:bg-hover data-[popup-open]:bg-hover"
        >
          <Avatar name={me.name} hue={me.avatarHue} size={24} presence={me.presence} />
          <span className="min-w-0 flex-1">
            <span className="block truncate leading-[18px]">{me.name}</span>
            <span className="block text-2xs leading-4 text-fg-3">{t.presence[me.presence]}</span>
          </span>
        </button>
      }
    >
      <MenuGroup label={t.presence.title}>
        {presences.map((presence) => (
          <MenuItem
            key={presence}
            icon={<PresenceDot presence={presence} />}
            checked={me.presence === presence}
            onSelect={() => setPresence.mutate(presence)}
          >
            {t.presence[presence]}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t.settings.theme}>
        {themes.map(({ key, icon: Icon }) => (
          <MenuItem
            key={key}
            icon={<Icon size={14} />}
            checked={chosen === key}
            onSelect={() => {
              setTheme(key)
              setChosen(key)
            }}
          >
            {t.settings.themes[key]}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuItem
        icon={<UserRound size={14} />}
        onSelect={() => void navigate({ to: '/settings/{-$section}', params: { section: 'profile' } })}
      >
        {t.settings.profile}
      </MenuItem>
      <MenuItem icon={<LogOut size={14} />} onSelect={() => signOut.mutate()}>
        {t.signOut}
      </MenuItem>
    </Menu>
  )
}
