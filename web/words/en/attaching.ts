/** Files where they may stand, and where they may not. */
export const attaching = {
  attaching: {
    notInDescription: 'Files cannot be added to a description later. Attach them to a note or a reply.',
    notInserted: (title: string) => `“${title}” was not inserted. Open a reply or a note, then choose it again.`,
    wordsAlone: (names: string) => `Not in this mail, which carries words alone: ${names}. Send it with a reply.`,
  },
}
