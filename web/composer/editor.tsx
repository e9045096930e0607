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
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Person, Upload } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { cleanPaste, isOnlyPicture } from './clean-paste.ts'
import { composedHtml } from './composed-html.ts'
import type { EditorHandle } from './editor-handle.ts'
import { EditorToolbar } from './editor-toolbar.tsx'
import { holdStill } from './hold-still.ts'
import { ShortcutWatch } from '../texts/shortcut-watch.ts'
import { VariableMarks } from '../texts/variable-marks.ts'
import { LinkMark } from './link-mark.ts'
import { MentionList } from './mention-list.tsx'
import { type Mentioning, MentionNode } from './mention-node.ts'
import { PictureNode } from './picture-node.ts'

type Props = {
  ref?: Ref<EditorHandle>
  initial: string
  label: string
  placeholder: string
  /** It is on its way: what stands there can be read, and not changed. */
  held?: boolean
  /** Changes each time the writer should find the cursor here. */
  focus: number
  onChange: (html: string) => void
  onFiles: (files: File[]) => void
  /** Uploads a picture that was put into the text; null when it cannot stand there. Without it pictures are files. */
  onPicture?: ((file: File) => Promise<Upload | null>) | undefined
  /** Whom “@” and a text may mean; without it “@” is a character like any other. */
  findPeople?: ((text: string) => Promise<Person[]>) | undefined
  onSend: (resolve: boolean) => void
  onEscape: () => void
  /** Stands between the text and the tools. */
  foot?: ReactNode
  /** Stands in one row with the tools. */
  children: ReactNode
}

/** The rich text box. It comes in a chunk of its own, once somebody wants to write. */
export function Editor(props: Props) {
  const { ref, initial, label, placeholder, held = false, focus, foot, children } = props
  const latest = useRef(props)
  latest.current = props
  const [mentioning, setMentioning] = useState<Mentioning | null>(null)
  const isListed = useRef(false)
  isListed.current = mentioning !== null
  const listKey = useRef<(event: KeyboardEvent) => boolean>(() => false)

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
      PictureNode,
      ...(props.findPeople
        ? [
            MentionNode.configure({
              find: (text) => latest.current.findPeople?.(text) ?? Promise.resolve([]),
              onChange: setMentioning,
              onKey: (event) => listKey.current(event),
            }),
          ]
        : []),
      VariableMarks,
      ShortcutWatch,
      Placeholder.configure({ placeholder }),
      Extension.create({ name: 'holdStill', addProseMirrorPlugins: () => [holdStill(() => latest.current.held === true)] }),
      Extension.create({
        name: 'sending',
        // Before a new line, which is what Shift and Enter make otherwise.
        priority: 1000,
        addKeyboardShortcuts: () => ({
          'Mod-Enter': () => {
            latest.current.onSend(false)
            return true
          },
          'Mod-Shift-Enter': () => {
            latest.current.onSend(true)
            return true
          },
          Escape: () => {
            // It closes the list of names first.
            if (isListed.current) return false
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
      transformPastedHTML: cleanPaste,
      handlePaste: (_view, event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        const html = event.clipboardData?.getData('text/html') ?? ''
        if (files.length === 0 || (html && !isOnlyPicture(html))) return false
        take(files)
        return true
      },
      handleDrop: (view, event) => {
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length === 0) return false
        event.preventDefault()
        event.stopPropagation()
        take(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos)
        return true
      },
    },
    onUpdate: ({ editor: updated }) => latest.current.onChange(updated.isEmpty ? '' : composedHtml(updated.getHTML())),
  })

  /** Pictures go where the cursor is, or where they were dropped; other files are attached. */
  function take(files: File[], at?: number) {
    const { onPicture } = latest.current
    const pictures = onPicture ? files.filter((file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type)) : []
    const others = files.filter((file) => !pictures.includes(file))
    if (others.length) latest.current.onFiles(others)
    if (at !== undefined) editor?.commands.setTextSelection(at)
    for (const file of pictures) {
      void onPicture?.(file).then((upload) => {
        if (!upload || !editor || editor.isDestroyed) return
        editor
          .chain()
          .focus()
          .insertContent({ type: 'picture', attrs: { upload: upload.id, alt: '' } })
          .run()
      })
    }
  }

  useImperativeHandle(
    ref,
    () => ({
      insert: (html) => (editor && !editor.isDestroyed ? editor.chain().focus().insertContent(html).run() : false),
      replace: (html) => void editor?.commands.setContent(html, { emitUpdate: true }),
      focus: () => void editor?.commands.focus(),
    }),
    [editor],
  )

  useEffect(() => {
    if (focus > 0 && editor && !editor.isDestroyed) editor.commands.focus('end')
  }, [editor, focus])

  useEffect(() => {
    if (editor && !editor.isDestroyed) editor.view.dom.setAttribute('aria-readonly', String(held))
  }, [editor, held])

  return (
    <>
      <div className={classes('scroll-quiet max-h-[34vh] overflow-y-auto transition-opacity duration-(--motion)', held && 'opacity-60')}>
        <EditorContent editor={editor} />
        {foot}
      </div>
      {mentioning ? <MentionList mentioning={mentioning} listen={(onKey) => (listKey.current = onKey)} /> : null}
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1.5 px-2 pt-0.5 pb-2">
        {editor ? <EditorToolbar editor={editor} /> : null}
        {children}
      </div>
    </>
  )
}
