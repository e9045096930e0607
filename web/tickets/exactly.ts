/**
 * For links that differ in their search only. The router takes a link as current when its search is a part of the page's,
 * so "All" would be current in every view; with this only the very same search is, and the page says the rest by aria-current.
 */
export const exactly = { exact: true, includeSearch: true, explicitUndefined: true }
