/** Makes the address of the page where a recipient can read and answer; null when this recipient has none. */
export type ConversationLink = (input: { workspaceId: number; ticketId: number; contactId: number | null }) => string | null

let maker: ConversationLink | null = null

/**
 * Registered by the part that serves the page. Until then mails carry no link, since it would lead nowhere.
 * @public
 */
export function registerConversationLink(link: ConversationLink | null): void {
  maker = link
}

export function conversationLink(input: Parameters<ConversationLink>[0]): string | null {
  return maker?.(input) ?? null
}
