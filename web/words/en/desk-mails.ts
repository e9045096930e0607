/** The mails that a desk sends to its customers by itself, and their words in several languages. */
export const deskMails = {
  deskMails: {
    pointer: 'What customers get from this desk besides replies. Each mail can have words in several languages.',
    on: 'On',
    off: 'Off',
    edit: 'Edit the mails',
    acknowledgement: 'Confirmation mail',
    status: 'Status mail',
    noTitle: 'Empty: “Your message”. The title is not repeated to an address that nobody has proved.',
    statusIn: 'Customers read the status by the name it has for them, in the language of the mail.',
  },
}
