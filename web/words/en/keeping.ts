/** What can be kept as a saved view, and what cannot. */
export const keeping = {
  keeping: {
    notStarred: 'Stars are yours alone and cannot be part of a view. Turn off “Starred only” to save the rest.',
  },
}
