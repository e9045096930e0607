import { useState } from 'react'
import type { Operator, Test } from '../../conditions/index.ts'
import type { ConditionField } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { Picker } from '../../ui/picker.tsx'
import { labelled, localised, t } from '../words/index.ts'
import { DateValue } from './date-value.tsx'
import { comparisons, hasList, isDuration, listOf, needsNothing, offeredOp, testOf } from './new-test.ts'
import { opName } from './op-names.ts'
import { useValues } from './use-fields.ts'

type Props = {
  field: ConditionField
  test: Test | undefined
  /** Hears every complete test, and null when there is none any more. */
  onChange: (test: Test | null) => void
  onDone: () => void
}

/** What a field is asked: the comparison, and its values picked, typed, or chosen from a calendar. */
export function TestEditor({ field, test, onChange, onDone }: Props) {
  const [op, setOp] = useState<Operator>(() => (test ? offeredOp(field.kind, test.op) : (comparisons[field.kind][0] as Operator)))
  const label = localised(field.label)

  function compare(next: Operator) {
    setOp(next)
    const keeps = hasList(field.kind) || isDuration(op) === isDuration(next)
    const complete = testOf(field.key, next, keeps && test && !needsNothing(test.op) ? test.value : undefined)
    if (complete) onChange(complete)
  }

  if (field.kind === 'boolean')
    return (
      <Picker
        label={label}
        placeholder={label}
        empty={t.nothingMatches}
        choices={[true, false].map((value) => ({
          id: String(value),
          text: value ? t.finding.yes : t.finding.no,
          checked: test?.value === value,
        }))}
        onPick={({ id }) => {
          onChange(test?.value === (id === 'true') ? null : { field: field.key, op: 'is', value: id === 'true' })
          onDone()
        }}
      />
    )

  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2 border-b border-line px-3 py-2">
        <span className="min-w-0 flex-1 truncate text-xs font-semibold text-fg-2">{label}</span>
        <select
          aria-label={labelled(t.finding.comparison, label)}
          value={op}
          onChange={(event) => compare(event.target.value as Operator)}
          className="field h-7 w-auto max-w-44 py-0 pr-7 text-xs"
        >
          {comparisons[field.kind].map((one) => (
            <option key={one} value={one}>
              {opName(field.kind, one)}
            </option>
          ))}
        </select>
      </div>
      {needsNothing(op) ? (
        <div className="flex justify-end p-2">
          <Button size="sm" kind="primary" onClick={onDone}>
            {t.finding.apply}
          </Button>
        </div>
      ) : hasList(field.kind) ? (
        <ListValue field={field} op={op} test={test} onChange={onChange} />
      ) : field.kind === 'date' ? (
        <DateValue key={op} field={field} op={op} test={test} onChange={onChange} onDone={onDone} />
      ) : (
        <TypedValue key={op} field={field} op={op} test={test} onChange={onChange} onDone={onDone} />
      )}
    </div>
  )
}

function ListValue({ field, op, test, onChange }: Omit<Props, 'onDone'> & { op: Operator }) {
  const values = useValues(field)
  const chosen = test ? listOf(test) : []
  return (
    <Picker
      label={localised(field.label)}
      placeholder={t.finding.findValue}
      empty={t.nothingMatches}
      choices={values.map((value) => ({
        id: value.id,
        text: value.text,
        checked: chosen.includes(value.id),
        icon:
          value.hue !== undefined ? (
            <Avatar name={value.text} hue={value.hue} size={16} />
          ) : value.colour ? (
            <Chip hue={value.colour}>#</Chip>
          ) : undefined,
      }))}
      onPick={({ id }) => onChange(testOf(field.key, op, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]))}
    />
  )
}

function TypedValue({ field, op, test, onChange, onDone }: Props & { op: Operator }) {
  const isNumber = field.kind === 'number'
  const [text, setText] = useState(() => (typeof test?.value === 'string' || typeof test?.value === 'number' ? String(test.value) : ''))
  return (
    <form
      className="flex items-center gap-2 p-2"
      onSubmit={(event) => {
        event.preventDefault()
        const value = isNumber ? (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)) : text.trim()
        onChange(testOf(field.key, op, value))
        onDone()
      }}
    >
      <input
        autoFocus
        aria-label={labelled(t.finding.value, localised(field.label))}
        type={isNumber ? 'number' : 'text'}
        step="any"
        maxLength={500}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="field min-w-0 flex-1"
      />
      <Button type="submit" kind="primary">
        {t.finding.apply}
      </Button>
    </form>
  )
}
