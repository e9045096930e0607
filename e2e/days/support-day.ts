import { expect, it } from 'vitest'
import { atDesk, type Desk } from '../testing/at-the-desk.ts'
import { eventually, press, row } from '../testing/browser.ts'
import type { Customer, Office } from '../testing/office.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR4nGNkYPjPQApgIkn1qIZRDcQCAH5bAR8iK9AsAAAAAElFTkSuQmCC',
  'base64',
)

/** A day at a support desk: any status by hand, escalation, scores, and a desk that is tidy in the evening. */
export function supportDay(office: () => Office): void {
  let desk: Desk
  let lena: Customer
  let reference: string

  it('a mail with a picture and a file is read, taken, filled in and given a priority (T3 T18 T26)', async () => {
    const { mina, desks, product, customer, api } = office()
    const { id, address } = desks.support
    desk = atDesk(mina.page, product.url, id)
    lena = customer('Lena Vogt')
    await api.post(`/desks/${id}/fields`, { kind: 'text', name: 'Serial number' })
    await mina.page.reload()
    await desk.view('All tickets')
    await lena.writes(address, 'The saw does not start', 'See the picture.', {
      html: '<p>See the <b>picture</b>.</p><p><img src="cid:shot"></p>',
      attachments: [
        { filename: 'shot.png', content: png, cid: 'shot', contentDisposition: 'inline' },
        { filename: 'invoice.txt', content: 'No 4711' },
      ],
    })
    await desk.open('The saw does not start')
    reference = mina.page.url().split('/').at(-1)?.split('?')[0] ?? ''
    const frame = mina.page.getByTestId('message').first().frameLocator('iframe')
    await eventually(
      () => frame.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth),
      (width) => width === 16,
    )
    await mina.page.getByText('invoice.txt').first().waitFor()
    await desk.take()
    await desk.assignee('Mina Kim')
    const details = mina.page.getByRole('complementary', { name: 'Details' })
    await details.getByLabel('Serial number').fill('S-99')
    await details.getByRole('button', { name: 'Save fields' }).click()
    await desk.says('The fields are saved')
    await mina.page.locator('body').press('p')
    await press(
      mina.page
        .getByRole('menuitem', { name: 'High' })
        .or(mina.page.getByRole('menuitemcheckbox', { name: 'High' }))
        .first(),
    )
    await mina.page.getByRole('button', { name: 'Priority: High' }).first().waitFor()
  })

  it('the first reply stamps its time and moves the ticket; Send & Waiting sends one mail with its file, shown as sent (LS2 T5 T10)', async () => {
    const { mina } = office()
    await lena.has(1)
    await desk.write('reply', 'Please check the fuse, as on the sheet.')
    const composer = mina.page.getByTestId('composer')
    await composer.locator('input[type=file]').setInputFiles({ name: 'fuse.txt', mimeType: 'text/plain', buffer: Buffer.from('Left side') })
    await composer.getByText('fuse.txt').waitFor()
    await composer.getByLabel(/^Uploading/).waitFor({ state: 'detached' })
    await desk.send()
    await desk.status('In progress')
    await desk.says('First reply')
    expect((await lena.has(2)).raw).toContain('fuse.txt')
    await desk.write('reply', 'Which country is it from?')
    await desk.sendAs('Send & Waiting')
    await desk.status('Waiting')
    await lena.has(3)
    const sent = desk.message('Which country is it from?')
    await press(sent.getByRole('button', { name: 'Sent' }))
    const delivery = mina.page.getByRole('dialog', { name: 'Delivery' })
    await delivery.getByText(lena.email).waitFor()
    await mina.page.keyboard.press('Escape')
  })

  it('the answer brings it back to whom it is assigned; escalated, it is urgent and the admins hear of it (LS3 LS4 T11)', async () => {
    const { mina, ada } = office()
    await lena.answers('From Denmark. It is dangerous!')
    await desk.status('In progress')
    await desk.message('It is dangerous!').waitFor()
    await desk.more(/^Escalate/)
    const dialog = mina.page.getByRole('dialog', { name: 'Escalate ticket' })
    await dialog.getByRole('button', { name: 'Escalate ticket' }).click()
    await dialog.getByText('Please fill this in.').waitFor()
    await dialog.getByLabel('Reason').fill('Somebody may be hurt.')
    await dialog.getByRole('button', { name: 'Escalate ticket' }).click()
    await mina.page.getByRole('button', { name: 'Priority: Urgent' }).first().waitFor()
    await desk.says('Escalated: Somebody may be hurt.')
    await ada.page.getByTestId('bell').first().click()
    await ada.page
      .getByRole('link', { name: /Mina Kim escalated/ })
      .first()
      .waitFor()
    await ada.page.keyboard.press('Escape')
    await desk.refusal('More actions', /^Escalate/, /urgent/i)
  })

  it('resolving asks what solved it and takes a score; the customer’s answer opens it again (LS3 T10)', async () => {
    const { mina } = office()
    const before = lena.mails().length
    await mina.page.getByRole('button', { name: 'Resolve', exact: true }).first().click()
    const dialog = mina.page.getByRole('dialog', { name: 'Resolve ticket' })
    await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
    await dialog.getByText('Please fill this in.').waitFor()
    await dialog.getByLabel('What solved it?').fill('We sent a new fuse.')
    await dialog.getByRole('radio', { name: 'Score 4 of 5' }).check({ force: true })
    await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
    await desk.status('Resolved')
    await mina.page.getByRole('region', { name: 'Resolution' }).getByLabel('Score 4 of 5').waitFor()
    expect((await lena.has(before + 1)).raw).toContain('We sent a new fuse.')
    await desk.today('Mine', 'Resolved today', 1)
    await desk.refusal('More actions', /^Escalate/, /resolved or closed/)
    await lena.answers('The fuse does not fit.')
    await desk.status('Open')
    await desk.today('Mine', 'Resolved today', 0)
  })

  it('closed by hand; what comes then is a new ticket that points back (LS1 LS3)', async () => {
    const { mina } = office()
    await desk.setStatus('Closed')
    await desk.status('Closed')
    await lena.answers('Hello? The fuse!')
    await row(mina.page, 'The saw does not start').filter({ hasText: 'Open' }).first().click()
    await desk.says('This ticket follows up on')
    await mina.page.getByRole('link', { name: reference }).first().click()
    await desk.status('Closed')
    await desk.logs(/Mina Kim escalated the ticket/, /Mina Kim resolved the ticket \(score 4\)/, /set “Serial number” to “S-99”/)
  })

  it('a call is written down; internal, it mails nobody (T1 T5)', async () => {
    const { mina } = office()
    await mina.page.locator('body').press('c')
    const dialog = mina.page.getByRole('dialog', { name: 'New ticket' })
    await dialog.getByLabel('Title').fill('Lena called about the fuse')
    await dialog.getByLabel('Channel').selectOption('phone')
    await dialog.getByRole('checkbox', { name: /^Internal/ }).check()
    await dialog.getByRole('textbox', { name: 'Description' }).fill('She is angry.')
    await dialog.getByRole('button', { name: 'Create ticket' }).click()
    await mina.page.getByRole('heading', { level: 1, name: 'Lena called about the fuse' }).waitFor()
    await mina.page.getByRole('complementary', { name: 'Details' }).getByText('phone').first().waitFor()
    await row(mina.page, 'Lena called').getByLabel('Internal: never shown to the customer').waitFor()
  })

  it('evening: what is left is chosen, resolved with one act, and found by a word of it (T19 V4)', async () => {
    const { mina, api, desks } = office()
    for (const n of [1, 2, 3])
      await api.post('/tickets', {
        title: `Brochure ${n}`,
        description: 'Please send one.',
        desk: desks.support.id,
        contact: { email: 'carl@customer.example', name: 'Carl Ito' },
      })
    await desk.view('All tickets')
    await row(mina.page, 'Brochure 3').first().waitFor()
    const choose = (title: string) => mina.page.locator('li').filter({ hasText: title }).getByRole('checkbox').check({ force: true })
    for (const n of [1, 2, 3]) await choose(`Brochure ${n}`)
    const bar = mina.page.getByTestId('bulk-bar')
    await bar.getByText('3 selected').waitFor()
    await mina.page.keyboard.press('e')
    await mina.page.getByLabel('What solved it?').fill('Sent.')
    await mina.page.getByRole('button', { name: 'Resolve 3 tickets' }).click()
    await desk.says('Resolve: 3 tickets done')
    await row(mina.page, 'Brochure 1').filter({ hasText: 'Resolved' }).first().waitFor()
    await mina.page.locator('body').press('/')
    await mina.page.getByRole('textbox', { name: 'Search' }).fill('brochure')
    await row(mina.page, 'Brochure 2').first().waitFor()
    await row(mina.page, 'The saw').waitFor({ state: 'detached' })
  })
}
