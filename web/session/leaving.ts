let isLeaving = false

/**
 * Whoever signs out sees the page to sign in once the server has answered, not before: what the answer does to the cookie and
 * to the page would else fall on whoever signs in there next.
 */
export const leaving = {
  is: () => isLeaving,
  begin: () => void (isLeaving = true),
  end: () => void (isLeaving = false),
}
