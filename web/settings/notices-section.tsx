import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { NoticeChoices } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import { labelled, t } from '../words/index.ts'
import { Loaded, SectionHead } from './section.tsx'

type Choice = NoticeChoices['items'][number]

/** What one is told about, by the inbox and by mail. Each tick is kept at once. */
export default function NoticesSection() {
  const choices = useQuery(queries.noticeChoices())
  return (
    <>
      <SectionHead title={t.notices.section} text={t.notices.sectionText} />
      <Loaded query={choices}>{({ items }) => <Choices items={items} />}</Loaded>
      <p className="mt-3 text-fg-3">{t.notices.always}</p>
    </>
  )
}

function Choices({ items }: { items: Choice[] }) {
  const cache = useQueryClient()
  const key = queries.noticeChoices().queryKey
  const choose = useMutation({
    mutationFn: (choice: Choice) => api.notices.choose([choice]),
    onMutate: (choice) => {
      const before = cache.getQueryData<NoticeChoices>(key)
      cache.setQueryData<NoticeChoices>(key, (old) => old && { items: old.items.map((one) => (one.kind === choice.kind ? choice : one)) })
      return { before }
    },
    onError: (_error, _choice, context) => cache.setQueryData(key, context?.before),
    onSuccess: (answer) => cache.setQueryData(key, answer),
  })
  return (
    <div className="overflow-x-auto rounded-[10px] border border-line">
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line text-left text-xs text-fg-2">
            <th scope="col" className="px-3 py-2 font-semibold">
              {t.notices.what}
            </th>
            <th scope="col" className="w-24 px-3 py-2 text-center font-semibold max-sm:w-16 max-sm:px-2">
              {t.notices.inbox}
            </th>
            <th scope="col" className="w-24 px-3 py-2 text-center font-semibold max-sm:w-16 max-sm:px-2">
              {t.notices.mail}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((choice) => {
            const name = t.notices.kinds[choice.kind] ?? choice.kind
            return (
              <tr key={choice.kind} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-2.5 text-left font-normal">
                  {name}
                </th>
                {(['inbox', 'mail'] as const).map((way) => (
                  <td key={way} className="px-3 py-2.5 text-center max-sm:px-2">
                    <input
                      type="checkbox"
                      aria-label={labelled(name, t.notices[way])}
                      className="size-4 align-middle accent-accent"
                      checked={choice[way]}
                      onChange={(event) => choose.mutate({ ...choice, [way]: event.target.checked })}
                    />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
