import type { BrowserContext, Frame, Page } from 'playwright-core'

/** What a browser noticed of content that tries to do something. */
export interface Noticed {
  /** Scripts that ran, dialogs that opened. */
  readonly ran: string[]
  /** Scripts that only the page's policy stopped: they should not have come so far. */
  readonly stopped: string[]
  /** Requests to anywhere but the product. */
  readonly left: string[]
  /** Requests of a conversation's frames and images to the product's own API. */
  readonly own: string[]
}

/** Listens in every page and frame of a browser, before anything of the page runs. */
export async function notice(context: BrowserContext, url: string): Promise<Noticed> {
  const noticed: Noticed = { ran: [], stopped: [], left: [], own: [] }
  await context.exposeBinding('beacon', ({ frame }, said: unknown) => void noticed.ran.push(`${frame.url()} ${String(said)}`))
  await context.exposeBinding('tellViolation', (_source, said: string) => void noticed.stopped.push(said))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const tell = (globalThis as unknown as { tellViolation(said: string): void }).tellViolation
      if (/script|object|frame|base|form/.test(event.effectiveDirective))
        tell(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  context.on('dialog', (dialog) => {
    noticed.ran.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('request', (request) => {
    const to = request.url()
    if (/^(data|blob|about):/.test(to)) return
    if (!to.startsWith(`${url}/`)) noticed.left.push(to)
    else if (request.resourceType() === 'image' && /\/api\/v1\/(?!attachments\/)|\/api\/(?!v1\/)|logout/.test(to)) noticed.own.push(to)
  })
  return noticed
}

/** Touches everything as a person might, in the page and in its frames, and waits for what that sets off. */
export async function touchEverything(page: Page): Promise<void> {
  for (const frame of page.frames()) await frame.evaluate(touch).catch(ignoreGoneFrame)
  await page.waitForTimeout(150)
}

function touch(): void {
  const kinds = [
    'pointerover',
    'mouseover',
    'mousemove',
    'pointerdown',
    'contextmenu',
    'focus',
    'blur',
    'toggle',
    'animationstart',
    'error',
    'load',
  ]
  const own = document.querySelector('main, [data-testid="ticket-row"]')
    ? document.querySelectorAll('main *')
    : document.body.querySelectorAll('*')
  for (const element of [...own].slice(0, 3_000)) for (const kind of kinds) element.dispatchEvent(new Event(kind))
}

/** Elements and attributes in a message's frame that no message may have. */
export async function forbiddenIn(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const found: string[] = []
    const mayNot =
      'style, link, base, meta, form, input, button, select, textarea, iframe, frame, object, embed, applet, svg, math, template, video, audio, picture, source'
    for (const element of document.body.querySelectorAll('*')) {
      const tag = element.outerHTML.slice(0, 120)
      if (element.matches(mayNot) || (element instanceof HTMLScriptElement && !element.nonce)) found.push(tag)
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) found.push(tag)
        if (name === 'style' && /url|expression|behavior|binding|fixed|@/i.test(value)) found.push(tag)
        if (name === 'href' && !/^(https?:|mailto:|tel:|#|\/content\/)/i.test(value)) found.push(tag)
        if (name === 'src' && !/^(data:image\/(png|gif|jpe?g|webp)|\/content\/|https?:\/\/[^/]+\/content\/)/i.test(value)) found.push(tag)
        if (/^(srcset|background|poster|ping|formaction|action|lowsrc|dynsrc|xlink:href|srcdoc|id|name)$/.test(name)) found.push(tag)
      }
      if (element.matches('a[href^=http]') && element.getAttribute('rel') !== 'noopener noreferrer nofollow') found.push(tag)
    }
    return found
  })
}

function ignoreGoneFrame(error: Error): void {
  if (!/detached|navigat|destroyed|closed/i.test(error.message)) throw error
}
