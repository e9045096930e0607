import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CategoryField } from '../forms/category-field.tsx'
import { t } from '../words/index.ts'

type Props = {
  desk: string
  /** What is about to be done, in the words of its button. */
  label: string
  initial: string
  onPick: (category: string) => void
  onClose: () => void
}

/** A desk that files its tickets before it lets go of them asks here, before anything is sent. */
export function CategoryDialog({ desk, label, initial, onPick, onClose }: Props) {
  const [category, setCategory] = useState(initial)
  const [tried, setTried] = useState(false)

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (category !== '') onPick(category)
  }

  return (
    <Dialog open onClose={onClose} title={label} closeLabel={t.close} width="max-w-[420px]">
      <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
        <DialogBody>
          <CategoryField
            desk={desk}
            value={category}
            required
            error={tried && category === '' ? t.ask.required : undefined}
            onChange={setCategory}
          />
        </DialogBody>
        <DialogFoot>
          <Button kind="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary">
            {label}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
