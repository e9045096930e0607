import { chooseSearchFields, saveView } from '../views/index.ts'
import type { World } from './furnish.ts'

/** The views and filters that a busy desk has after a while: some shared, some one's own. */
export async function saveDemoViews({ as, labels, teams }: World): Promise<void> {
  const { ada, yuki, mina } = as
  const unresolved = { field: 'category', op: 'one_of', value: ['new', 'open', 'waiting', 'transferred'] }
  const urgent = { field: 'priority', op: 'one_of', value: ['urgent', 'high'] }
  await saveView(ada, {
    name: 'VIP and urgent',
    where: { all: [unresolved, { any: [urgent, { field: 'labels', op: 'has_any', value: [String(labels.VIP)] }] }] },
    shared: true,
  })
  await saveView(ada, {
    name: 'Refunds this month',
    where: {
      all: [
        { field: 'labels', op: 'has_any', value: [String(labels.refund)] },
        { field: 'createdAt', op: 'in_last', value: { amount: 30, unit: 'days' } },
      ],
    },
    shared: true,
  })
  await saveView(ada, {
    name: 'Bugs without anybody',
    where: { all: [unresolved, { field: 'labels', op: 'has_any', value: [String(labels.bug)] }, { field: 'assignee', op: 'empty' }] },
    shared: false,
  })
  await saveView(ada, {
    name: 'Quiet for a week',
    where: { all: [unresolved, { field: 'lastCustomerMessageAt', op: 'older_than', value: { amount: 7, unit: 'days' } }] },
    shared: false,
  })
  await saveView(yuki, {
    name: '請求チーム・未解決',
    where: { all: [unresolved, { field: 'team', op: 'one_of', value: [String(teams.Billing)] }] },
    shared: false,
  })
  await chooseSearchFields(mina, ['priority', 'labels', 'channel', 'lastCustomerMessageAt'])
}
