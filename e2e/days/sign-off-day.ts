import { expect, it } from 'vitest'
import { atDesk, type Desk } from '../testing/at-the-desk.ts'
import { row } from '../testing/browser.ts'
import type { Customer, Office } from '../testing/office.ts'

/** A day at a desk whose customers sign off: no message moves a ticket, closing is asked for or planned. */
export function signOffDay(office: () => Office): void {
  let desk: Desk
  let admin: Desk
  let noor: Customer
  let reference: string

  it('an agent sees what is assigned to them and nothing else; assigned, it is there at once (LG1)', async () => {
    const { mina, ada, desks, product, customer } = office()
    desk = atDesk(mina.page, product.url, desks['sign-off'].id)
    admin = atDesk(ada.page, product.url, desks['sign-off'].id)
    noor = customer('Noor Saleh')
    await desk.view('All tickets')
    await admin.view('All tickets')
    await noor.writes(desks['sign-off'].address, 'New checkout page', 'As we agreed.')
    await admin.open('New checkout page')
    reference = ada.page.url().split('/').at(-1)?.split('?')[0] ?? ''
    await desk.counts('All tickets', 0)
    await admin.assign('Mina Kim')
    await row(mina.page, 'New checkout page').first().waitFor()
    await desk.counts('All tickets', 1)
    await desk.open('New checkout page')
    await noor.has(1)
  })

  it('a draft survives a reload; neither the reply nor the answer moves the ticket (T8 LG3 LG10)', async () => {
    const { mina } = office()
    await desk.write('reply', 'The page is on the test server.')
    await desk.says('Draft saved')
    await mina.page.reload()
    await mina.page.getByRole('textbox', { name: 'Reply text' }).getByText('The page is on the test server.').waitFor()
    await desk.send()
    await noor.has(2)
    await desk.status('Open')
    await noor.answers('I look at it.')
    await desk.message('I look at it.').waitFor()
    await desk.status('Open')
  })

  it('the customer is told in their own words that a test is needed, and their answer leaves it so (A3 LG10)', async () => {
    await desk.setStatus('Required test')
    await desk.status('Required test')
    expect((await noor.has(3)).raw).toContain('Please test')
    await noor.answers('The button is too small.')
    await desk.message('The button is too small.').waitFor()
    await desk.status('Required test')
    await desk.refusal('Status', 'Pending closure', /customer/i)
  })

  it('a closure is planned once; leaving it frees the plan, and at its time the ticket closes by itself (LG6 A5)', async () => {
    const { mina, forward } = office()
    const plan = async () => {
      await desk.more(/^Schedule closure/)
      await mina.page.getByRole('dialog', { name: 'Schedule the closure' }).getByRole('button', { name: 'Schedule closure' }).click()
      await desk.status('Closure scheduled')
      await desk.says('Closes by itself on')
    }
    await plan()
    await desk.refusal('More actions', /^Schedule closure/, /Closure scheduled|already/)
    await desk.setStatus('In progress')
    await desk.status('In progress')
    await mina.page.getByText('Closes by itself on').first().waitFor({ state: 'detached' })
    await plan()
    await forward(25 * 3_600 + 60)
    await desk.status('Closed')
    await desk.says('The ticket was closed as scheduled.')
  })

  it('the staff write on closed tickets too; what the customer mails then is a new ticket that points back (LG1)', async () => {
    const { mina, ada } = office()
    await desk.write('note', 'The invoice is on its way.')
    await desk.send()
    await mina.page.getByRole('article', { name: /^Note by Mina Kim/ }).waitFor()
    await desk.status('Closed')
    await noor.answers('A last question.')
    await row(ada.page, 'New checkout page').filter({ hasText: 'Open' }).first().click()
    await admin.says('This ticket follows up on')
    await admin.more(/^Move to trash/)
    await admin.counts('Trash', 1)
    await admin.undo()
    await admin.counts('Trash', 0)
  })

  it('reopened by hand; the customer asks for the closure and it waits for it at once, with a survey (LG4 LG8)', async () => {
    const { api, mina } = office()
    await desk.setStatus('Open')
    await desk.status('Open')
    await api.post(`/tickets/${reference}/request-closure`, { as: 'customer' })
    await desk.status('Pending closure')
    await desk.says('The customer asked to close this ticket.')
    await row(mina.page, 'New checkout page').getByText('Pending closure').waitFor()
    await desk.logs('A satisfaction survey was made')
    await desk.setStatus('In progress')
    await desk.logs('The unanswered satisfaction survey was withdrawn')
  })

  it('a scheduled deletion closes at once, and is taken back; done, the desk is empty (LG7 T14)', async () => {
    const { ada } = office()
    await admin.view('All tickets')
    await row(ada.page, 'New checkout page')
      .and(ada.page.locator(`[data-reference="${reference}"]`))
      .first()
      .click()
    await admin.more(/^Schedule deletion/)
    await ada.page.getByRole('dialog', { name: 'Schedule the deletion' }).getByRole('button', { name: 'Schedule deletion' }).click()
    await desk.status('Closed')
    await desk.says('Will be deleted on')
    await ada.page.getByRole('button', { name: 'Cancel deletion' }).first().click()
    await office().mina.page.getByText('Will be deleted on').first().waitFor({ state: 'detached' })
    await desk.status('Closed')
    await desk.logs(/Ada Berg scheduled the deletion/, /Ada Berg cancelled the deletion/)
  })
}
