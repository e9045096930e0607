const key = 'statedesk.signed-in'

/** Whether this browser had a session when it was last here. Only a hint of what is worth asking for at once; the server decides. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(key) !== null
}

/** Who that was: what they wrote and did not send is theirs to see, also without the server. */
export function signedInLast(): string | null {
  return localStorage.getItem(key)
}

export function rememberSignedIn(person: string | null): void {
  if (person === null) localStorage.removeItem(key)
  else localStorage.setItem(key, person)
}
