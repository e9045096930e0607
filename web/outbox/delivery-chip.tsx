import type { Colour, DeliveryState } from '../../client/types.ts'
import { Chip } from '../../ui/marks.tsx'
import { t } from '../words/index.ts'

const hues: Record<DeliveryState, Colour> = {
  waiting: 'grey',
  sending: 'blue',
  sent: 'green',
  failed: 'red',
  uncertain: 'amber',
  suppressed: 'grey',
}

export function DeliveryChip({ state }: { state: DeliveryState }) {
  return <Chip hue={hues[state]}>{t.delivery.states[state]}</Chip>
}
