import { ArrowDown, ArrowUp, ChevronDown, GripVertical } from 'lucide-react'
import type { ComponentProps, KeyboardEvent } from 'react'
import { classes } from '../../ui/classes.ts'
import { t } from '../words/index.ts'
import type { Tool } from './tools.ts'

type Props = {
  tool: Pick<Tool, 'key' | 'title' | 'Icon'>
  isFolded: boolean
  /** Whether the two buttons stand there, for whoever neither drags nor has arrow keys. */
  isMoving: boolean
  isFirst: boolean
  isLast: boolean
  onFold: () => void
  onStep: (step: -1 | 1) => void
  onPressGrip: () => void
  grip: Pick<ComponentProps<'button'>, 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'>
}

export function ToolHead({ tool: { key, title, Icon }, isFolded, isMoving, isFirst, isLast, onFold, onStep, onPressGrip, grip }: Props) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onStep(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <div className="flex h-10 items-center pr-2 pl-4">
      <h2 id={`tool-${key}`} aria-label={title} className="flex min-w-0 flex-1">
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-controls={isFolded ? undefined : `tool-${key}-content`}
          onClick={onFold}
          className="-ml-1.5 flex h-7 min-w-0 items-center gap-2 rounded-[6px] px-1.5 text-xs font-semibold text-fg-2 hover:bg-hover hover:text-fg"
        >
          <Icon size={14} className="shrink-0 text-fg-3" />
          <span className="truncate">{title}</span>
          <ChevronDown
            size={13}
            aria-hidden="true"
            className={classes('shrink-0 text-fg-3 transition-transform', isFolded && '-rotate-90')}
          />
        </button>
      </h2>
      {isMoving ? (
        <>
          <Step mover={`up ${key}`} label={t.tools.up(title)} isOff={isFirst} onPress={() => onStep(-1)} Icon={ArrowUp} />
          <Step mover={`down ${key}`} label={t.tools.down(title)} isOff={isLast} onPress={() => onStep(1)} Icon={ArrowDown} />
        </>
      ) : null}
      <button
        type="button"
        data-mover={`grip ${key}`}
        aria-label={t.tools.move(title)}
        aria-expanded={isMoving}
        aria-keyshortcuts="ArrowUp ArrowDown"
        title={t.tools.moveHint}
        onClick={onPressGrip}
        onKeyDown={onKeyDown}
        {...grip}
        className="flex size-7 shrink-0 cursor-grab touch-none items-center justify-center rounded-[6px] text-fg-3 hover:bg-hover hover:text-fg active:cursor-grabbing aria-expanded:bg-pressed aria-expanded:text-fg"
      >
        <GripVertical size={14} />
      </button>
    </div>
  )
}

type StepProps = { mover: string; label: string; isOff: boolean; onPress: () => void; Icon: typeof ArrowUp }

function Step({ mover, label, isOff, onPress, Icon }: StepProps) {
  return (
    <button
      type="button"
      data-mover={mover}
      aria-label={label}
      aria-disabled={isOff || undefined}
      onClick={() => isOff || onPress()}
      className="flex size-7 shrink-0 items-center justify-center rounded-[6px] text-fg-2 hover:bg-hover hover:text-fg aria-disabled:opacity-40"
    >
      <Icon size={14} />
    </button>
  )
}
