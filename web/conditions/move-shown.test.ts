import { expect, it } from 'vitest'
import { moveShown } from './move-shown.ts'

it('a field moves past the one shown beside it, not past one that only another desk offers', () => {
  const chosen = ['priority', 'elsewhere', 'assignee', 'label']
  const shown = ['priority', 'assignee', 'label']
  expect(moveShown(chosen, shown, 'assignee', -1)).toEqual(['assignee', 'elsewhere', 'priority', 'label'])
  expect(moveShown(chosen, shown, 'priority', 1)).toEqual(['assignee', 'elsewhere', 'priority', 'label'])
  expect(moveShown(chosen, shown, 'label', 1)).toEqual(chosen)
  expect(moveShown(chosen, shown, 'priority', -1)).toEqual(chosen)
})
