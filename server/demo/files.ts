import type { NewAttachment } from '../messages/index.ts'
import { type Box, drawPng, type Rgb } from './draw-png.ts'
import type { Words } from './words.ts'
import { writePdf } from './write-pdf.ts'

export type FileName = 'photo' | 'screenshot' | 'invoice' | 'returnLabel' | 'checklist' | 'log'

/** What a message of the demo shows: pictures stand in the text, everything else beside it. */
export function fileFor(name: FileName, words: Words): NewAttachment {
  const say = (key: string) => words[key] ?? ''
  switch (name) {
    case 'photo':
      return picture('photo.png', photo())
    case 'screenshot':
      return picture('screenshot.png', screenshot())
    case 'invoice':
      return pdf(`${say('invoice')}.pdf`, [
        `Invoice ${say('invoice')}`,
        `Order ${say('order')}`,
        `1 x ${say('device')}`,
        'Payable within 14 days.',
        'Larkfold, 8 Foundry Yard',
      ])
    case 'returnLabel':
      return pdf(`return-${say('order')}.pdf`, [
        'Return label',
        `Order ${say('order')}`,
        `Parcel ${say('tracking')}`,
        'To: Larkfold returns, Dock 3, 8 Foundry Yard',
      ])
    case 'checklist':
      return text('checklist.csv', 'text/csv', `item,answer\nWi-Fi name,\nTemplates,\nDevices,${say('seats')}\nFirst day,\n`)
    case 'log':
      return text(
        `sync-${say('serial')}.log`,
        'text/plain',
        `folio-sync ${say('version')}\nserial ${say('serial')}\n08:12:03 connect ok\n08:12:04 prepare 214 pages\n08:12:09 page 212: stroke 17 has 0 points\n08:12:39 prepare timed out, retry 1\n08:13:09 prepare timed out, retry 2\n`,
      )
  }
}

function picture(filename: string, content: Buffer): NewAttachment {
  return { filename, contentType: 'image/png', content, contentId: `${filename}@larkfold.example`, inline: true }
}

function pdf(filename: string, lines: readonly string[]): NewAttachment {
  return { filename, contentType: 'application/pdf', content: writePdf(lines) }
}

function text(filename: string, contentType: string, content: string): NewAttachment {
  return { filename, contentType, content: Buffer.from(content, 'utf8') }
}

const white: Rgb = [255, 255, 255]
const ink: Rgb = [70, 76, 88]
const pale: Rgb = [226, 229, 235]

/** A window with a message in it that something did not go well. */
const screenshot = once(() =>
  drawPng(
    420,
    240,
    [238, 240, 244],
    [
      box(0, 0, 420, 26, [58, 66, 84]),
      ...[12, 30, 48].map((x) => box(x, 9, 9, 9, [150, 158, 176])),
      box(20, 46, 96, 174, pale),
      ...[60, 84, 108, 132].map((y) => box(30, y, 72, 8, [176, 183, 196])),
      box(136, 46, 264, 174, white),
      box(156, 70, 40, 40, [222, 92, 72]),
      box(173, 78, 6, 16, white),
      box(173, 98, 6, 5, white),
      box(210, 74, 150, 10, ink),
      box(210, 94, 110, 8, pale),
      ...[130, 146, 162].map((y, n) => box(156, y, 220 - n * 40, 7, pale)),
      box(316, 190, 70, 20, [64, 118, 214]),
    ],
  ),
)

/** A box on a table, as somebody takes it with a telephone. */
const photo = once(() =>
  drawPng(
    400,
    260,
    [198, 205, 214],
    [
      box(0, 150, 400, 110, [141, 110, 84]),
      box(0, 150, 400, 6, [120, 92, 70]),
      box(90, 70, 220, 130, [193, 152, 104]),
      box(90, 70, 220, 34, [210, 172, 124]),
      box(186, 70, 28, 130, [224, 205, 168]),
      box(112, 128, 58, 44, white),
      ...[136, 146, 156].map((y) => box(118, y, 44, 4, ink)),
      box(236, 120, 54, 62, [48, 52, 60]),
      box(242, 126, 42, 50, [232, 232, 226]),
    ],
  ),
)

function box(x: number, y: number, width: number, height: number, colour: Rgb): Box {
  return { x, y, width, height, colour }
}

function once(draw: () => Buffer): () => Buffer {
  let drawn: Buffer | null = null
  return () => (drawn ??= draw())
}
