const drops = new Set<() => void>()

/** What a module holds of the person at this screen goes with them: nothing is loaded anew when somebody else signs in. */
export function forgetWithPerson(drop: () => void): void {
  drops.add(drop)
}

export function forgetWhatIsHeld(): void {
  for (const drop of drops) drop()
}
