import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Code } from '@tiptap/extension-code'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Placeholder, UndoRedo } from '@tiptap/extensions'
import { EditorContent, Extension, useEditor } from '@tiptap/react'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import type { EditorHandle } from './editor-handle.ts'
import { EditorToolbar } from './editor-toolbar.tsx'
import { LinkMark } from './link-mark.ts'

type Props = {
  ref?: Ref<EditorHandle>
  initial: string
  label: string
  placeholder: string
  /** Changes each time the writer should find the cursor here. */
  focus: number
  onChange: (html: string) => void
  onFiles: (files: File[]) => void
  onSend: () => void
  onEscape: () => void
  /** Stands in one row with the tools. */
  children: ReactNode
}

/** The rich text box. It comes in a chunk of its own, once somebody wants to write. */
export function Editor({ ref, initial, label, placeholder, focus, onChange, onFiles, onSend, onEscape, children }: Props) {
  const latest = useRef({ onChange, onFiles, onSend, onEscape })
  latest.current = { onChange, onFiles, onSend, onEscape }

  const editor = useEditor({
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    content: initial,
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      Bold,
      Italic,
      Code,
      Blockquote,
      BulletList,
      OrderedList,
      ListItem,
      ListKeymap,
      UndoRedo,
      LinkMark,
      Placeholder.configure({ placeholder }),
      Extension.create({
        name: 'sending',
        addKeyboardShortcuts: () => ({
          'Mod-Enter': () => {
            latest.current.onSend()
            return true
          },
          Escape: () => {
            latest.current.onEscape()
            return true
          },
        }),
      }),
    ],
    editorProps: {
      attributes: {
        class: 'prose min-h-[72px] px-4 py-2',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        dir: 'auto',
        'data-quiet-focus': '',
      },
      handlePaste: (_view, event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        if (files.length === 0 || event.clipboardData?.getData('text/html')) return false
        latest.current.onFiles(files)
        return true
      },
      handleDrop: (_view, event) => Boolean(event.dataTransfer?.files.length),
    },
    onUpdate: ({ editor: updated }) => latest.current.onChange(updated.isEmpty ? '' : updated.getHTML()),
  })

  useImperativeHandle(
    ref,
    () => ({
      insert: (html) => void editor?.chain().focus().insertContent(html).run(),
      replace: (html) => void editor?.commands.setContent(html, { emitUpdate: true }),
      focus: () => void editor?.commands.focus(),
    }),
    [editor],
  )

  useEffect(() => {
    if (focus > 0 && editor && !editor.isDestroyed) editor.commands.focus('end')
  }, [editor, focus])

  return (
    <>
      <div className="scroll-quiet max-h-[34vh] overflow-y-auto">
        <EditorContent editor={editor} />
      </div>
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1.5 px-2 pt-0.5 pb-2">
        {editor ? <EditorToolbar editor={editor} /> : null}
        {children}
      </div>
    </>
  )
}
