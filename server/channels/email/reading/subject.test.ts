import { describe, expect, it } from 'vitest'
import { findTicketReferences, stripSubjectPrefixes } from './index.ts'
import { fits, workedMs } from '../../../testing/fits.ts'

describe('subjects', () => {
  it.each([
    ['Re: Invoice', 'Invoice'],
    ['RE: FW: AW: Sv: Invoice', 'Invoice'],
    ['Re[2]: Fwd : Invoice', 'Invoice'],
    ['회신: 전달: 배송 문의', '배송 문의'],
    ['返信: 転送：請求書', '請求書'],
    ['回复：订单', '订单'],
    ['[Fwd: Invoice]', 'Invoice]'],
    ['Antw: WG: SV: VS: RES: ENC: RIF: TR: Odp: YNT: Invoice', 'Invoice'],
    ['Re^2: RE(3): Отв: Vá: Invoice', 'Invoice'],
    ['답장: 답변: 回覆: 转发: 轉寄: Invoice', 'Invoice'],
    ['רד: x', 'רד: x'],
    ['תגובה: رد: Invoice', 'Invoice'],
    ['Reminder: pay', 'Reminder: pay'],
    ['Rest: of it', 'Rest: of it'],
    ['', ''],
  ])('%s is about %s', (subject, expected) => expect(stripSubjectPrefixes(subject)).toBe(expected))

  it('finds references with a known prefix and no others', () => {
    expect(findTicketReferences('Re: [TKT-0412] and tkt-7, not COVID-19, XTKT-3, TKT-5-6 or #412', ['TKT'])).toEqual(['TKT-0412', 'TKT-7'])
    expect(findTicketReferences('ORD-1 TKT-2', ['TKT', 'ORD'])).toEqual(['ORD-1', 'TKT-2'])
  })

  it('C6: a long subject takes no time', () => {
    const start = workedMs()
    for (const text of ['Re: '.repeat(100_000), 'bq'.repeat(200_000), 'A-1'.repeat(200_000), ' '.repeat(500_000)]) {
      stripSubjectPrefixes(text)
      findTicketReferences(text, ['TKT'])
    }
    expect(fits(workedMs() - start, 200)).toBe(true)
  })
})
