import { expect, it } from 'vitest'
import { atDesk, type Desk } from '../testing/at-the-desk.ts'
import { eventually, press, row, words } from '../testing/browser.ts'
import type { Customer, Office } from '../testing/office.ts'

/** A day at a mail inbox: what came in, what was answered, what came back, what is done. */
export function inboxDay(office: () => Office): void {
  let desk: Desk
  let carl: Customer
  let reference: string

  it('morning: an empty desk, then a mail that stands there unasked, is read, taken and answered (LI1 LI2 T2)', async () => {
    const { mina, desks, product, customer } = office()
    desk = atDesk(mina.page, product.url, desks.inbox.id)
    carl = customer('Carl Ito')
    await desk.view('All tickets')
    await desk.says('No tickets yet')
    await desk.today('Desk', 'Created today', 0)
    await carl.writes(desks.inbox.address, 'The handle came off', 'It is the left one.')
    await row(mina.page, 'The handle came off').first().waitFor()
    await desk.counts('Unassigned', 1)
    await desk.today('Desk', 'Created today', 1)
    await carl.has(1)

    await desk.open('The handle came off')
    reference = mina.page.url().split('/').at(-1)?.split('?')[0] ?? ''
    await desk.status('New')
    await mina.page.getByRole('button', { name: 'Take', exact: true }).first().click()
    await desk.assignee('Mina Kim')
    await desk.counts('Unassigned', 0)
    await desk.today('Desk', 'Unassigned', 0)
    await desk.counts('In progress', 1)
    await desk.write('reply', 'Which model is it?')
    await desk.send()
    await desk.status('Answered')
    await desk.counts('Pending', 1)
    const { raw } = await carl.has(2)
    expect(raw).toContain('Which model is it?')
    expect(raw).toMatch(new RegExp(`^Subject: .*${reference}`, 'm'))
  })

  it('the title is put right where it stands, a label and a star are set, and both are found again (T13 T15 T16 V3)', async () => {
    const { mina, api } = office()
    await api.post('/labels', { name: 'warranty', colour: 'blue' })
    await mina.page.getByRole('heading', { level: 1 }).getByRole('button', { name: 'The handle came off' }).click()
    await mina.page.getByRole('textbox', { name: 'Title' }).fill('Left handle came off')
    await mina.page.keyboard.press('Enter')
    await mina.page.getByRole('heading', { level: 1, name: 'Left handle came off' }).waitFor()
    await mina.page.locator('body').press('l')
    await press(mina.page.getByRole('option', { name: 'warranty' }))
    await mina.page.keyboard.press('Escape')
    await row(mina.page, 'Left handle came off').getByText('warranty').waitFor()
    await mina.page.getByRole('button', { name: 'Star', exact: true }).click()
    await row(mina.page, 'Left handle came off').getByLabel('Starred').waitFor()
    await mina.page.getByRole('button', { name: 'Starred only' }).click()
    await mina.page.waitForURL(/starred/)
    await row(mina.page, 'Left handle came off').first().waitFor()
    await mina.page.getByRole('button', { name: 'Clear', exact: true }).click()
    await mina.page.waitForURL((url) => !url.search.includes('starred'))
    await desk.open('Left handle came off')
  })

  it('the customer’s answer opens it again; postponed it leaves the list, and comes back when the customer writes (LI3 T9)', async () => {
    const { mina } = office()
    await carl.answers('It is the HX-2.')
    await desk.message('It is the HX-2.').waitFor()
    await desk.status('Open')
    await desk.counts('Pending', 0)
    await mina.page.locator('body').press('h')
    await mina.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Tomorrow/ })
      .click()
    await desk.says('Postponed until')
    await desk.counts('Postponed', 1)
    await row(mina.page, 'Left handle came off').waitFor({ state: 'detached' })
    await carl.answers('And the screw is gone too.')
    await row(mina.page, 'Left handle came off').first().waitFor()
    await desk.counts('Postponed', 0)
    await desk.message('And the screw is gone too.').waitFor()
  })

  it('a colleague is called in a note that no customer sees, and is told at once (T5 A3)', async () => {
    const { mina, ada } = office()
    await desk.write('note', 'Do we have the screw, @ad')
    await mina.page.getByRole('option', { name: 'Ada Berg' }).waitFor()
    await mina.page.keyboard.press('Enter')
    await mina.page.keyboard.type('?')
    await desk.send()
    await mina.page.getByRole('article', { name: /^Note by Mina Kim/ }).waitFor()
    await words(ada.page, `Mina Kim mentioned you on ${reference}`).waitFor()
    expect(carl.mails()).toHaveLength(2)
  })

  it('a duplicate is merged, and what is answered to it lands on the ticket that stays (T12)', async () => {
    const { mina, desks } = office()
    await carl.writes(desks.inbox.address, 'Screw missing', 'As I wrote.')
    await row(mina.page, 'Screw missing').first().waitFor()
    await carl.has(3)
    await mina.page.locator('body').press('m')
    await press(mina.page.getByRole('option', { name: /Screw missing/ }))
    await mina.page.getByRole('button', { name: /^Merge TKT-\d+ into/ }).click()
    await desk.says('was merged into this ticket')
    await row(mina.page, 'Screw missing').waitFor({ state: 'detached' })
    await desk.message('As I wrote.').waitFor()
    // The newest mail the customer has is the acknowledgement of the duplicate.
    await carl.answers('Any news about the screw?')
    await desk.message('Any news about the screw?').waitFor()
  })

  it('resolving is done by hand and tells nobody; Reopen, offered only now, says it is back in progress (LI4 LI5)', async () => {
    const { mina } = office()
    await desk.refusal('More actions', 'Reopen', /Reopen/)
    await mina.page.locator('body').press('e')
    const dialog = mina.page.getByRole('dialog', { name: 'Resolve ticket' })
    await dialog.getByRole('textbox').first().fill('Sent a handle and a screw.')
    await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
    await desk.status('Resolved')
    await desk.counts('Resolved', 1)
    await desk.today('Mine', 'Resolved today', 1)
    expect(carl.mails()).toHaveLength(3)
    await desk.more('Reopen')
    await desk.status('Open')
    await desk.says('The ticket is back in progress.')
    await desk.counts('Resolved', 0)
  })

  it('evening: spam is marked and brought back by an admin as it was, a ticket is deleted and restored, another archived (LX2 T13 T14)', async () => {
    const { mina, ada, desks, product } = office()
    const eve = office().customer('Eve Sale')
    await eve.writes(desks.inbox.address, 'Cheap watches', 'Buy now.')
    await desk.view('All tickets')
    await desk.open('Cheap watches')
    await desk.more('Mark as spam')
    await desk.counts('Spam', 1)
    const admin = atDesk(ada.page, product.url, desks.inbox.id)
    await admin.view('Spam')
    await admin.open('Cheap watches')
    await admin.more('Not spam')
    await admin.status('New')
    await admin.counts('Spam', 0)

    await row(mina.page, 'Cheap watches').first().waitFor()
    await desk.more('Move to trash')
    await desk.counts('Trash', 1)
    await desk.undo()
    await desk.counts('Trash', 0)
    await desk.status('New')
    await desk.more('Archive')
    await mina.page.getByRole('dialog').getByRole('button', { name: 'Archive ticket' }).click()
    await desk.counts('Archived', 1)
    await row(mina.page, 'Cheap watches').waitFor({ state: 'detached' })
  })

  it('the log of the ticket says what was done, by whom (T22)', async () => {
    await desk.view('All tickets')
    await desk.open('Left handle came off')
    await desk.logs(
      /created the ticket/,
      'Mina Kim assigned the ticket to Mina Kim',
      /changed the title/,
      /added the label warranty/,
      /Mina Kim postponed the ticket/,
      /The ticket came back/,
      /Mina Kim mentioned/,
      /merged TKT-\d+ into this ticket/,
      /Mina Kim resolved the ticket/,
    )
    await eventually(
      () => carl.mails().length,
      (count) => count === 3,
    )
  })
}
