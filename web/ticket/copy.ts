import { toast } from '../../ui/toast.tsx'

export async function copy(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(said)
  } catch {
    // Browsers refuse the clipboard on plain http: then the text itself is the next best thing.
    toast(text)
  }
}
