import { useQuery } from '@tanstack/react-query'
import { queries } from '../data/queries.ts'
import { useDeskChoice } from '../settings/desk-choice.tsx'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { DeskFlag } from './desk-flag.tsx'
import { FieldList } from './field-list.tsx'
import { FormPreview } from './form-preview.tsx'
import { ItemList } from './item-list.tsx'

/** What a desk asks about its tickets: types, inquiry types and fields. */
export default function FieldsSettings() {
  const { desk, choice } = useDeskChoice()
  const form = useQuery({ ...queries.form(desk), staleTime: 0 })
  const words = t.forms.settings
  return (
    <>
      <SectionHead title={words.fields} text={words.fieldsText}>
        {choice}
      </SectionHead>
      <Loaded query={form}>
        {(data) => (
          <div key={data.desk} className="flex flex-col gap-8">
            <FieldList form={data} />
            <ItemList
              desk={data.desk}
              part="inquiry-types"
              items={data.inquiryTypes.map(({ id, ...item }) => ({ key: id, ...item }))}
              title={words.inquiryTypes}
              text={words.inquiryTypesText}
              add={words.addInquiryType}
              empty={words.noInquiryTypes}
            />
            <ItemList desk={data.desk} part="types" items={data.types} title={words.types} text={words.typesText} add={words.addType} />
            <section>
              <SectionHead isPart title={words.behaviour} />
              <DeskFlag desk={data.desk} flag="chooseChannel" label={words.chooseChannel} hint={words.chooseChannelHint} />
              <DeskFlag desk={data.desk} flag="normalIsMedium" label={words.normalIsMedium} />
            </section>
            <FormPreview form={data} />
          </div>
        )}
      </Loaded>
    </>
  )
}
