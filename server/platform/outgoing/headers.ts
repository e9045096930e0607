/** What may be the name of a header that somebody configures for requests of ours. */
export const headerName = /^[\w!#$%&'*+.^`|~-]{1,64}$/

/** What may stand in one: ASCII without line breaks. */
export const headerValue = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/

/** Headers that say how a message travels, or what it is; nobody sets those. In lower case. */
export const ownHeaders =
  /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-.*|accept-encoding|date|user-agent|webhook-.*)$/
