import { keepSource } from '../customer-info/index.ts'
import type { World } from './furnish.ts'

const fields = [
  { label: 'Customer since', path: 'customer.since', kind: 'date' as const },
  { label: 'Plan', path: 'customer.plan', kind: 'text' as const },
  { label: 'Open invoices', path: 'invoices.open', kind: 'number' as const },
  { label: 'Last order', path: 'orders[0].number', kind: 'text' as const },
  { label: 'In the shop', path: 'customer.page', kind: 'link' as const },
]
const usual = { enabled: true, method: 'GET' as const, body: null, auth: null, fields }

/** The shop this desk would ask. There is none: what agents see is how that looks, and in development a sample that answers. */
export async function askDemoShop({ as: { ada }, desks }: World): Promise<void> {
  const { dev, port } = ada.app.config
  await keepSource(ada, {
    ...usual,
    name: 'Larkfold shop',
    desks: [desks.support],
    useFor: 'both',
    url: 'https://shop.example/api/customers?find={{search}}',
    timeoutSeconds: 3,
  })
  if (!dev) return
  const url = `http://127.0.0.1:${port}/api/v1/dev/customers?find={{search}}`
  await keepSource(ada, { ...usual, name: 'Sample shop', desks: null, useFor: 'both', url, timeoutSeconds: 5 })
}
