import { TextsPage } from './texts-page.tsx'

export default function TemplatesSection() {
  return <TextsPage kind="template" />
}
