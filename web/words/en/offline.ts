export const offline = {
  offline: {
    bar: 'You are offline. This page goes on by itself once there is a connection.',
    noServer: 'The server is out of reach. This page goes on by itself once it answers.',
    title: 'No connection',
    text: 'Tickets are kept on the server and cannot be shown now. What you wrote is kept in this browser.',
    drafts: 'Your drafts',
    noDrafts: 'There is nothing unsent in this browser.',
  },
}
