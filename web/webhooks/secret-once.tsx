import { Copy } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { copy } from '../ticket/copy.ts'
import { t } from '../words/index.ts'

/** What messages are signed with, shown once. */
export function SecretOnce({ secret, text }: { secret: string; text: string }) {
  return (
    <div role="status" className="mb-4 rounded-[10px] border border-green-line/50 bg-green-fill p-4">
      <p className="font-semibold text-green-text">{text}</p>
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-[6px] bg-surface px-3 py-2 font-mono text-xs break-all">{secret}</code>
        <Button onClick={() => void copy(secret, t.copied)}>
          <Copy size={13} />
          {t.copy}
        </Button>
      </div>
    </div>
  )
}
