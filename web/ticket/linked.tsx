import { Fragment } from 'react'

const address = /\bhttps?:\/\/[^\s<>"'）」』】]+[^\s<>"'）」』】.,;:!?)\]]/g

/** Text whose web addresses can be followed. They open apart, and are not told where the reader came from. */
export function Linked({ text }: { text: string }) {
  const parts: { text: string; link: boolean; at: number }[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), link: false, at: end })
    parts.push({ text: match[0], link: true, at: match.index })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), link: false, at: end })
  return parts.map((part) =>
    part.link ? (
      <a key={part.at} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ) : (
      <Fragment key={part.at}>{part.text}</Fragment>
    ),
  )
}
