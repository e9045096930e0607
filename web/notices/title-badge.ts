let unread = 0
let observer: MutationObserver | undefined

/** Puts the number of unread notices in front of the title of the page, whatever page sets the title next. */
export function badgeTitle(count: number): void {
  unread = count
  apply()
  const title = document.querySelector('title')
  if (!title || observer) return
  observer = new MutationObserver(apply)
  observer.observe(title, { childList: true, characterData: true, subtree: true })
}

function apply() {
  const wanted = badged(document.title, unread)
  if (document.title !== wanted) document.title = wanted
}

export function badged(title: string, count: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, '')
  return count === 0 ? bare : `(${count > 99 ? '99+' : count}) ${bare}`
}
