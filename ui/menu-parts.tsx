import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { type ComponentProps, createContext, type ReactElement, type ReactNode, use, useEffect, useId, useMemo, useState } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'
import type { MenuItem, MenuProps } from './menu.tsx'

/** The entry under the pointer or focus, and why it is refused. */
type Told = { entry: string; reason: string | null }

const ReasonContext = createContext<{ tell: (told: Told) => void; follow: (told: Told) => void }>({
  tell: () => undefined,
  follow: () => undefined,
})

/** A menu with everything it takes; `Menu` shows it once it is needed. */
export function MenuWhole({
  trigger,
  children,
  label,
  align = 'start',
  side = 'bottom',
  open,
  onOpenChange,
  refusalHint,
  width = 'min-w-52',
  startsOpen,
}: MenuProps & { startsOpen: boolean }) {
  const [told, setTold] = useState<Told | null>(null)
  const context = useMemo(
    () => ({ tell: setTold, follow: (now: Told) => setTold((was) => (was?.entry === now.entry && was.reason !== now.reason ? now : was)) }),
    [],
  )
  return (
    <Base.Root
      open={open}
      defaultOpen={startsOpen}
      modal={false}
      onOpenChange={(next) => {
        setTold(null)
        onOpenChange?.(next)
      }}
    >
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-40">
          <Base.Popup
            aria-label={label}
            className={classes('floating scroll-quiet max-h-(--available-height) max-w-80 overflow-y-auto overscroll-contain p-1', width)}
          >
            <ReasonContext value={context}>{children}</ReasonContext>
            {refusalHint ? (
              <p className="mt-1 min-h-10 border-t border-line px-2.5 pt-1.5 pb-1 text-xs text-fg-3" aria-hidden="true">
                {told?.reason ?? refusalHint}
              </p>
            ) : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function Item({ children, onSelect, icon, checked, keys, refusal, danger }: ComponentProps<typeof MenuItem>) {
  const { tell, follow } = use(ReasonContext)
  const entry = useId()
  const reason = refusal ?? null
  // What may be done is read while the menu is open: whoever points at an entry already is told as well.
  useEffect(() => follow({ entry, reason }), [follow, entry, reason])
  return (
    <Base.Item
      className={classes('menu-item', danger && !refusal && 'text-red-text')}
      aria-disabled={refusal ? true : undefined}
      aria-current={checked ? 'true' : undefined}
      aria-description={refusal}
      onClick={onSelect}
      onFocus={() => tell({ entry, reason })}
      onMouseEnter={() => tell({ entry, reason })}
    >
      {icon ? <span className="flex w-4 justify-center text-fg-3">{icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? <Kbd keys={keys} /> : null}
      {checked === undefined ? null : (
        <Check size={14} className={checked ? 'shrink-0 text-accent-text' : 'invisible shrink-0'} aria-hidden="true" />
      )}
    </Base.Item>
  )
}

export function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group className="[&+*:not([role=separator])]:mt-1 [&+*:not([role=separator])]:border-t [&+*:not([role=separator])]:border-line [&+*:not([role=separator])]:pt-1">
      <Base.GroupLabel className="px-2.5 pt-1 pb-0.5 text-2xs text-fg-3">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

export function Separator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
