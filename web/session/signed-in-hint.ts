const key = 'statedesk.signed-in'

/** Whether this browser had a session when it was last here. Only a hint of what is worth asking for at once; the server decides. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(key) === 'yes'
}

export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) localStorage.setItem(key, 'yes')
  else localStorage.removeItem(key)
}
