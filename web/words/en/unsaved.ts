/** What was written and is not saved yet. */
export const unsaved = {
  unsaved: {
    sending: 'Sending',
    stale: 'This could not be brought up to date.',
    discard: {
      title: 'Discard what you wrote?',
      text: 'It has not been saved.',
      keep: 'Keep writing',
      discard: 'Discard',
    },
    leave: {
      title: 'Leave without saving?',
      text: 'What you changed here has not been saved.',
      keep: 'Stay here',
      discard: 'Leave',
    },
  },
}
