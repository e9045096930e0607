import { TextsPage } from './texts-page.tsx'

export default function CannedSection() {
  return <TextsPage kind="canned" />
}
