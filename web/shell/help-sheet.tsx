import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { actualKeys, shortcuts } from '../keyboard/shortcuts.ts'
import { t } from '../words/index.ts'

export function HelpSheet({ onClose }: { onClose: () => void }) {
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))]
  return (
    <Dialog open onClose={onClose} title={t.help.title} description={t.help.text} closeLabel={t.close} width="max-w-[720px]">
      <DialogBody readAs={t.help.title} className="columns-1 gap-10 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 text-xs font-semibold text-fg-2">{group}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={shortcut.id} className="flex h-7 items-center justify-between border-b border-line/60">
                    <dt>{shortcut.words}</dt>
                    <dd>
                      {actualKeys(shortcut.keys) ? (
                        <Kbd keys={shortcut.keys} />
                      ) : (
                        <span className="text-xs text-fg-3">{t.profile.noKeys}</span>
                      )}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  )
}
