/** When a place works, in the time of its own wall clock. */
export interface Hours {
  /** IANA name of its time zone. */
  readonly zone: string
  readonly week: Readonly<Record<Weekday, readonly Span[]>>
  readonly holidays: readonly Holiday[]
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** `09:00` to `17:30`. An end that is not after the beginning is on the next day; `24:00` is midnight. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** From midnight to midnight nothing is open, whatever the week says. Yearly: on that day of every year. */
export interface Holiday {
  /** `2026-12-25` */
  readonly date: string
  readonly name: string
  readonly yearly: boolean
}

/** Minutes since midnight. */
export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}
