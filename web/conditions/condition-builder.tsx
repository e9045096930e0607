import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { ConditionField } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { labelled, localised, t } from '../words/index.ts'
import { isGroup, nextId, type Row, type Rows, type TestRow } from './rows.ts'
import { TestEditor } from './test-editor.tsx'
import { canBeAsked, type Saying } from './use-fields.ts'

type Props = { value: Rows; onChange: (value: Rows) => void; fields: ConditionField[]; saying: Saying }

/** Rows of conditions of which all or any have to hold, with groups one level deep. */
export function ConditionBuilder({ value, onChange, fields, saying }: Props) {
  const put = (row: Row) => onChange({ ...value, rows: value.rows.map((one) => (one.id === row.id ? row : one)) })
  const drop = (id: number) => onChange({ ...value, rows: value.rows.filter((one) => one.id !== id) })
  const add = (row: Row) => onChange({ ...value, rows: [...value.rows, row] })
  return (
    <div className="flex flex-col gap-2">
      <Holds value={value.holds} onChange={(holds) => onChange({ ...value, holds })} />
      {value.rows.map((row) =>
        isGroup(row) ? (
          <div
            key={row.id}
            role="group"
            aria-label={t.finding.group}
            className="flex flex-col gap-2 rounded-[10px] border border-line bg-canvas p-2"
          >
            <div className="flex items-center justify-between">
              <Holds value={row.holds} onChange={(holds) => put({ ...row, holds })} />
              <IconButton plain label={t.finding.removeGroup} onClick={() => drop(row.id)}>
                <X size={14} />
              </IconButton>
            </div>
            {row.rows.map((inner) => (
              <TestLine
                key={inner.id}
                row={inner}
                fields={fields}
                saying={saying}
                onChange={(next) => put({ ...row, rows: row.rows.map((one) => (one.id === inner.id ? next : one)) })}
                onDrop={() => put({ ...row, rows: row.rows.filter((one) => one.id !== inner.id) })}
              />
            ))}
            <AddTest fields={fields} onAdd={(field) => put({ ...row, rows: [...row.rows, { id: nextId(), field, test: null }] })} />
          </div>
        ) : (
          <TestLine key={row.id} row={row} fields={fields} saying={saying} onChange={put} onDrop={() => drop(row.id)} />
        ),
      )}
      <div className="flex flex-wrap gap-1">
        <AddTest fields={fields} onAdd={(field) => add({ id: nextId(), field, test: null })} />
        <Button size="sm" kind="quiet" onClick={() => add({ id: nextId(), holds: value.holds === 'all' ? 'any' : 'all', rows: [] })}>
          <Plus size={14} />
          {t.finding.addGroup}
        </Button>
      </div>
    </div>
  )
}

function Holds({ value, onChange }: { value: 'all' | 'any'; onChange: (value: 'all' | 'any') => void }) {
  return (
    <select
      aria-label={t.finding.holds}
      value={value}
      onChange={(event) => onChange(event.target.value as 'all' | 'any')}
      className="field h-7 w-auto self-start py-0 pr-7 text-xs"
    >
      <option value="all">{t.finding.all}</option>
      <option value="any">{t.finding.anyHolds}</option>
    </select>
  )
}

type LineProps = { row: TestRow; fields: ConditionField[]; saying: Saying; onChange: (row: TestRow) => void; onDrop: () => void }

function TestLine({ row, fields, saying, onChange, onDrop }: LineProps) {
  // A row that was just added waits for its value.
  const [open, setOpen] = useState(row.test === null)
  const field = fields.find((one) => one.key === row.field)
  const name = field ? localised(field.label) : row.field
  return (
    <div className="flex items-center gap-1">
      {field && canBeAsked(field) ? (
        <Popover
          label={t.finding.filterBy(name)}
          open={open}
          onOpenChange={setOpen}
          className="w-72"
          trigger={
            <button
              type="button"
              className={classes(
                'flex min-h-8 min-w-0 flex-1 items-center rounded-[6px] border px-2.5 py-1 text-left hover:bg-hover',
                row.test ? 'border-line' : 'border-dashed border-control text-fg-2',
              )}
            >
              {row.test ? saying.say(row.test) : labelled(name, t.finding.chooseValue)}
            </button>
          }
        >
          <TestEditor
            field={field}
            test={row.test ?? undefined}
            onChange={(test) => onChange({ ...row, test })}
            onDone={() => setOpen(false)}
          />
        </Popover>
      ) : (
        <span className="min-w-0 flex-1 rounded-[6px] border border-line px-2.5 py-1 text-fg-2">
          {row.test ? saying.say(row.test) : name}
        </span>
      )}
      <IconButton plain label={t.finding.removeCondition} onClick={onDrop}>
        <X size={14} />
      </IconButton>
    </div>
  )
}

function AddTest({ fields, onAdd }: { fields: ConditionField[]; onAdd: (field: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t.finding.addCondition}
      open={open}
      onOpenChange={setOpen}
      className="w-64"
      trigger={
        <Button size="sm" kind="quiet">
          <Plus size={14} />
          {t.finding.addCondition}
        </Button>
      }
    >
      <Picker
        label={t.finding.conditionField}
        placeholder={t.finding.conditionField}
        empty={t.nothingMatches}
        choices={fields
          .filter((field) => canBeAsked(field))
          .map((field) => ({ id: field.key, text: localised(field.label), group: t.finding.groups[field.group] }))}
        onPick={({ id }) => {
          setOpen(false)
          onAdd(id)
        }}
      />
    </Popover>
  )
}
