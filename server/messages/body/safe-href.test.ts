import { describe, expect, it } from 'vitest'
import { safeHref } from './index.ts'

describe('D5: link addresses', () => {
  it.each([
    ['https://a.example/x?y=1&z=2#t', 'https://a.example/x?y=1&z=2#t'],
    [' http://a.example ', 'http://a.example/'],
    ['HTTPS://A.Example/Ä', 'https://a.example/%C3%84'],
    ['mailto:Ada@a.example', 'mailto:Ada@a.example'],
    ['mailto:ada@a.example?subject=Hi%20there&body=x&bcc=y@z.example', 'mailto:ada@a.example?subject=Hi%20there'],
    ['tel:+49 30 1234', 'tel:+49301234'],
  ])('D5: %s is kept', (raw, expected) => expect(safeHref(raw)).toBe(expected))

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u00a0javascript:alert(1)',
    '\u2028javascript:alert(1)',
    'javascript://https://a.example/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    '//evil.example',
    '/api/logout',
    'api/logout',
    '#top',
    'https:/evil.example',
    'https:evil.example',
    'https://bank.example@evil.example/',
    'https://user:word@a.example/',
    'https://',
    'http://a b.example',
    'mailto:a@b.example,c@d.example',
    'mailto:a@b.example%0d%0abcc:x@evil.example',
    'mailto:',
    'tel:<script>',
    'x'.repeat(20_000),
    `https://a.example/${'x'.repeat(9_000)}`,
    '',
  ])('D5: %j is no link', (raw) => expect(safeHref(raw)).toBeNull())
})
