import { Paperclip } from 'lucide-react'
import { useState } from 'react'
import type { MailAddress, MailPreview } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { ContentFrame } from '../ticket/content-frame.tsx'
import { listed, t } from '../words/index.ts'
import { FindingsList } from './findings-list.tsx'

/** A mail as its reader gets it: head, formatted and plain form, and what there is to say about its words. */
export function MailPreviewView({ mail }: { mail: MailPreview }) {
  const [plain, setPlain] = useState(false)
  return (
    <div className="flex flex-col gap-3">
      {mail.findings.length ? <FindingsList findings={mail.findings} /> : null}
      {mail.whyNot ? (
        <p className="rounded-[6px] border border-line bg-canvas px-3 py-2 text-fg-2">{t.texts.mail.whyNot[mail.whyNot]}</p>
      ) : null}
      {mail.contentUrl ? (
        <div className="overflow-hidden rounded-[10px] border border-line">
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b border-line bg-canvas px-4 py-2.5 text-xs">
            <Line name={t.texts.mail.from} value={mail.from ? addressWords(mail.from) : ''} />
            <Line name={t.texts.mail.to} value={mail.to.map(addressWords).join(', ')} />
            <Line name={t.texts.mail.cc} value={mail.cc.map(addressWords).join(', ')} />
            <Line name={t.texts.mail.bcc} value={mail.bcc.map(addressWords).join(', ')} />
            <Line name={t.texts.mail.subject} value={mail.subject} strong />
          </dl>
          <div role="tablist" aria-label={t.texts.mail.frame} className="flex gap-0.5 border-b border-line px-2 py-1">
            {[false, true].map((one) => (
              <button
                key={String(one)}
                type="button"
                role="tab"
                aria-selected={plain === one}
                onClick={() => setPlain(one)}
                className={classes(
                  'h-6 rounded-[6px] px-2 text-xs text-fg-2 hover:text-fg',
                  plain === one && 'bg-hover font-semibold text-fg',
                )}
              >
                {one ? t.texts.mail.plain : t.texts.mail.rich}
              </button>
            ))}
          </div>
          <div className="px-4 py-3">
            {plain ? (
              <pre dir="auto" className="font-mono text-xs whitespace-pre-wrap">
                {mail.text}
              </pre>
            ) : (
              <ContentFrame key={mail.contentUrl} url={mail.contentUrl} title={t.texts.mail.frame} />
            )}
          </div>
          {mail.attachments.length ? (
            <p className="flex items-center gap-1.5 border-t border-line px-4 py-2 text-xs text-fg-2">
              <Paperclip size={12} className="shrink-0" />
              <span className="min-w-0 truncate">{listed(mail.attachments.map((file) => file.filename))}</span>
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function Line({ name, value, strong }: { name: string; value: string; strong?: boolean }) {
  if (!value) return null
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd dir="auto" className={classes('min-w-0 break-words', strong && 'font-semibold')}>
        {value}
      </dd>
    </>
  )
}

function addressWords({ address, name }: MailAddress): string {
  return name ? `${name} <${address}>` : address
}
