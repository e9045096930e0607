/** What happens to a draft while it is being written. */
export const drafting = {
  drafting: {
    joined: 'Your other draft was added to what you were writing.',
  },
}
