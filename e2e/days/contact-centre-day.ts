import { expect, it } from 'vitest'
import { atDesk, type Desk } from '../testing/at-the-desk.ts'
import { eventually, press, row } from '../testing/browser.ts'
import type { Customer, Office } from '../testing/office.ts'

/** A day at a contact centre: taken or forwarded, processed from one menu, completed by an admin. */
export function contactCentreDay(office: () => Office): void {
  let desk: Desk
  let admin: Desk
  let min: Customer
  const card = '4111 1111 1111 1111'

  it('a ticket is kept for one of one’s teams, and filed (LC1 T4 T17)', async () => {
    const { mina, ada, desks, product, customer, api } = office()
    const { id } = desks['contact-center']
    desk = atDesk(mina.page, product.url, id)
    admin = atDesk(ada.page, product.url, id)
    min = customer('Minsu Park')
    for (const name of ['Phone', 'Letters']) await api.post('/teams', { name, members: [mina.id] })
    await api.post(`/desks/${id}/categories`, { name: 'Payment' })
    await mina.page.reload()
    await desk.view('All tickets')
    await min.writes(desks['contact-center'].address, 'Charged twice', `My card is ${card}, please look.`)
    await min.has(1)
    await desk.open('Charged twice')
    await desk.status('Unassigned')
    await desk.more(/^Keep/)
    const dialog = mina.page.getByRole('dialog', { name: 'Keep for a team' })
    await dialog.getByRole('option', { name: 'Letters' }).click()
    await desk.status('Processing')
    await desk.assignee('Mina Kim')
    const details = mina.page.getByRole('complementary', { name: 'Details' })
    await details.getByText('Letters').first().waitFor()
    await desk.counts('My teams', 1)
    await details
      .locator('dt', { hasText: /^Category$/ })
      .locator('xpath=following-sibling::dd')
      .getByRole('button')
      .click()
    await mina.page.getByRole('option', { name: 'Payment' }).click()
    await desk.logs(/Mina Kim filed the ticket under Payment/)
  })

  it('a card number is masked everywhere, and only asterisks are left to read (T20)', async () => {
    const { mina } = office()
    await press(desk.message(card).getByRole('button', { name: 'More for this message' }))
    await press(mina.page.getByRole('menuitem', { name: 'Mask text' }))
    const dialog = mina.page.getByRole('dialog', { name: 'Mask text' })
    await dialog.getByRole('button', { name: `Mask ${card}` }).click()
    await eventually(
      () => dialog.getByLabel('Text of the message').inputValue(),
      (text) => text.includes('*') && !text.includes(card),
    )
    await mina.page.keyboard.press('Escape')
    await desk.message(card).waitFor({ state: 'detached' })
    await desk.logs(/Mina Kim masked words/)
  })

  it('put on hold, the customer is told once; the answer brings it back to processing (LC2 T10)', async () => {
    await desk.write('reply', 'We ask the bank and come back to you.')
    await desk.sendAs('Send & hold')
    await desk.status('Pending')
    await desk.today('Mine', 'Pending', 1)
    const mail = await min.has(2)
    expect(mail.raw).toContain('We ask the bank and come back to you.')
    expect(mail.raw).not.toMatch(/\b4111\b/)
    await min.answers('Thank you, I wait.')
    await desk.status('Processing')
    await desk.today('Mine', 'Pending', 0)
    await desk.message('Thank you, I wait.').waitFor()
  })

  it('a comment is for the staff alone and moves nothing (LC2 T5)', async () => {
    await desk.write('reply', 'The bank says: one of the two was a reservation.')
    await desk.choose('Send and change the status', 'Add as a note')
    await office().mina.page.getByRole('textbox', { name: 'Note text' }).getByText('one of the two was a reservation').waitFor()
    await desk.send()
    await office()
      .mina.page.getByRole('article', { name: /^Note by Mina Kim/ })
      .first()
      .waitFor()
    await desk.status('Processing')
    expect(min.mails()).toHaveLength(2)
  })

  it('forwarded to a colleague, looked at before it is resolved, and the resolution mail leaves (LC1 LC2 T21)', async () => {
    const { mina, ada } = office()
    await desk.more(/^Forward/)
    await mina.page.getByRole('option', { name: 'Ada Berg' }).click()
    await desk.assignee('Ada Berg')
    await desk.status('Processing')
    await admin.view('All tickets')
    await admin.open('Charged twice')
    await ada.page.getByRole('button', { name: 'Resolve', exact: true }).first().click()
    const dialog = ada.page.getByRole('dialog', { name: 'Resolve ticket' })
    await dialog.getByRole('textbox').first().fill('One of the two was a reservation. It is gone by Friday.')
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await ada.page.frameLocator('iframe[title="The mail"]').getByText('It is gone by Friday.').waitFor()
    await ada.page.getByRole('button', { name: 'Go on writing' }).click()
    await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
    await desk.status('Resolved')
    const mail = await min.has(3)
    expect(mail.raw).toContain('It is gone by Friday.')
    expect(mail.raw).not.toContain('The bank says')
  })

  it('an admin completes it, which is final; what the customer writes then is a new ticket that points back (LC3 LC7)', async () => {
    const { mina } = office()
    await desk.refusal('More actions', /^Complete/, /Complete/)
    await admin.more(/^Complete/)
    await desk.status('Completed')
    await desk.refusal('More actions', /^Forward/, /Completed/)
    await admin.counts('Completed', 1)
    await min.answers('It is still there.')
    await row(mina.page, 'Charged twice').filter({ hasText: 'Unassigned' }).first().click()
    await desk.says('This ticket follows up on')
  })

  it('the processing menu takes what nobody has: resolved internally as spam it mails nobody and lies in its folder (LC2)', async () => {
    const { mina, desks } = office()
    const reference = mina.page.url().split('/').at(-1)?.split('?')[0] ?? ''
    // What he wrote last is acknowledged first.
    await eventually(
      () => min.mails().some(({ raw }) => raw.includes(reference)),
      (there) => there,
    )
    const before = min.mails().length
    await desk.write('reply', 'Somebody plays with the form.')
    await desk.choose('Send and change the status', /^Spam$/)
    await desk.says('Resolved internally. The customer was not told.')
    await desk.status('Resolved')
    await desk.assignee('Mina Kim')
    await desk.counts('Spam', 1)
    expect(min.mails()).toHaveLength(before)
    await min.writes(desks['contact-center'].address, 'Opening hours', 'When are you there?')
    await row(mina.page, 'Opening hours').first().waitFor()
    await desk.open('Opening hours')
    await desk.write('reply', 'From nine to five.')
    await desk.sendAs(/^Send & resolve/)
    await desk.status('Resolved')
    await desk.assignee('Mina Kim')
    await desk.counts('Resolved', 1)
    await desk.logs(/Mina Kim resolved the ticket/)
  })
}
