import { it } from 'vitest'
import { atDesk, type Desk } from '../testing/at-the-desk.ts'
import { eventually, pressUntil, row, words } from '../testing/browser.ts'
import type { Customer, Office } from '../testing/office.ts'

/** A day at a live desk: who is there decides who talks to whom. */
export function liveDay(office: () => Office): void {
  let desk: Desk
  let admin: Desk
  let yuki: Customer

  it('nobody is there: a conversation waits, is counted, and cannot be taken by somebody who is away (LV1 LV17 V7)', async () => {
    const { mina, ada, desks, product, customer, api } = office()
    desk = atDesk(mina.page, product.url, desks.live.id)
    admin = atDesk(ada.page, product.url, desks.live.id)
    yuki = customer('Yuki Tanaka')
    await api.patch(`/desks/${desks.live.id}`, { settings: { idleMinutes: 1 } })
    await api.post('/texts', {
      kind: 'canned',
      scope: 'all',
      title: 'Hello',
      shortcut: 'hello',
      html: '<p>Hello {{customer_first_name}}, this is {{agent_first_name}}.</p>',
    })
    await api.post('/texts', {
      kind: 'template',
      scope: 'desk',
      desk: desks.live.id,
      title: 'Goodbye',
      html: '<p>Is there anything else?</p>',
    })
    await admin.presence('Offline')
    await desk.view('All tickets')
    await desk.presence('Away')
    await yuki.writes(desks.live.address, 'Where is my parcel?', 'It should be here.')
    await desk.open('Where is my parcel?')
    await desk.status('Pending')
    await desk.today('Chat and calls', 'Chats waiting', 1)
    await desk.today('Chat and calls', 'Away', 1)
    await pressUntil(mina.page, 'i', words(mina.page, /not online/))
  })

  it('whoever comes online takes it, and answers with a prepared text (LV3 LV16 T6)', async () => {
    const { mina } = office()
    await desk.presence('Online')
    await desk.today('Chat and calls', 'Online', 1)
    await mina.page.getByRole('button', { name: 'Take', exact: true }).first().click()
    await desk.status('Active')
    await desk.assignee('Mina Kim')
    await desk.today('Chat and calls', 'Chats waiting', 0)
    await desk.today('Chat and calls', 'In conversation', 1)
    await desk.write('reply', '/hel')
    await mina.page.getByRole('option', { name: /^Hello/ }).waitFor()
    await mina.page.keyboard.press('Enter')
    await mina.page.getByRole('textbox', { name: 'Reply text' }).getByText('Hello Yuki, this is Mina.').waitFor()
    await desk.send()
    await desk.status('Active')
    await eventually(
      () => yuki.mails().some(({ raw }) => raw.includes('Hello Yuki, this is Mina.')),
      (there) => there,
    )
  })

  it('a silent customer makes it idle by itself, an answer makes it active again (LV5 LV11)', async () => {
    const { forward } = office()
    await forward(62)
    await desk.status('Idle')
    await desk.says('The customer has been silent; the conversation is idle.')
    await desk.counts('Pending', 1)
    await yuki.answers('I am back.')
    await desk.status('Active')
    await desk.message('I am back.').waitFor()
    await desk.counts('In progress', 1)
  })

  it('who goes away releases it to the queue; there again, it can be taken again (LV7 LV3)', async () => {
    const { mina } = office()
    await desk.presence('Away')
    await desk.status('Pending')
    await desk.assignee('Unassigned')
    await desk.says('The assignee went away; the conversation waits for another agent.')
    await desk.presence('Online')
    await mina.page.getByRole('button', { name: 'Take', exact: true }).first().click()
    await desk.status('Active')
    await desk.assignee('Mina Kim')
  })

  it('set in progress it belongs to nobody, and only an admin gives it out again (LV4 LV8)', async () => {
    await desk.setStatus('In progress')
    await desk.status('In progress')
    await desk.assignee('Unassigned')
    await desk.refusal('More actions', /^Take/, /In progress/)
    await admin.view('All tickets')
    await admin.open('Where is my parcel?')
    await admin.assign('Mina Kim')
    await desk.status('Active')
    await desk.assignee('Mina Kim')
  })

  it('an active conversation is closed by an admin who has asked the customer; reopened, it goes to whom it was with (LV6 LV15)', async () => {
    const { ada } = office()
    await desk.refusal('More actions', /^Close/, /Close/)
    await admin.more(/^Close/)
    const dialog = ada.page.getByRole('dialog', { name: 'Close ticket' })
    await dialog.getByRole('button', { name: 'Close ticket' }).click()
    await dialog.getByText('Please fill this in.').waitFor()
    await dialog.getByRole('checkbox', { name: 'The customer has confirmed' }).check()
    await dialog.getByRole('button', { name: 'Close ticket' }).click()
    await desk.status('Closed')
    await desk.says('Closed after the customer confirmed.')
    await desk.refusal('More actions', /^Reopen/, /Reopen/)
    await admin.more(/^Reopen/)
    await desk.status('Active')
    await desk.assignee('Mina Kim')
  })

  it('a template and earlier words make the next answer; idle, it is closed by its agent; what comes then points back (LV12 T7)', async () => {
    const { mina, forward } = office()
    await mina.page.getByRole('button', { name: 'Goodbye' }).click()
    await mina.page.getByRole('textbox', { name: 'Reply text' }).getByText('Is there anything else?').waitFor()
    await mina.page.getByRole('button', { name: 'What I wrote before' }).click()
    await mina.page.getByRole('button', { name: /^Hello Yuki/ }).click()
    await mina.page.getByRole('textbox', { name: 'Reply text' }).getByText('Hello Yuki, this is Mina.').waitFor()
    await desk.send()
    await desk.message('Is there anything else?').waitFor()
    await forward(62)
    await desk.status('Idle')
    await desk.more(/^Close/)
    await desk.status('Closed')
    await desk.counts('In progress', 0)
    await eventually(
      () => yuki.mails().some(({ raw }) => raw.includes('Is there anything else?')),
      (there) => there,
    )
    await yuki.answers('One more question.')
    await row(mina.page, 'Where is my parcel?').filter({ hasText: 'Pending' }).first().click()
    await desk.says('This ticket follows up on')
    await desk.status('Pending')
    await desk.take()
    await desk.status('Active')
    await desk.logs(/Mina Kim changed the status from Pending to Active by the assignment/)
  })
}
