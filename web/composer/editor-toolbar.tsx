import { type Editor, useEditorState } from '@tiptap/react'
import { Bold, Code, Italic, Link, List, ListOrdered, type LucideIcon, TextQuote } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { t } from '../words/index.ts'

type Tool = { name: string; label: string; keys?: string; icon: LucideIcon; run: (editor: Editor) => void }

const tools: Tool[] = [
  { name: 'bold', label: t.editor.bold, keys: 'Mod+b', icon: Bold, run: (editor) => editor.chain().focus().toggleBold().run() },
  { name: 'italic', label: t.editor.italic, keys: 'Mod+i', icon: Italic, run: (editor) => editor.chain().focus().toggleItalic().run() },
  { name: 'bulletList', label: t.editor.bulletList, icon: List, run: (editor) => editor.chain().focus().toggleBulletList().run() },
  {
    name: 'orderedList',
    label: t.editor.orderedList,
    icon: ListOrdered,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  { name: 'blockquote', label: t.editor.quote, icon: TextQuote, run: (editor) => editor.chain().focus().toggleBlockquote().run() },
  { name: 'code', label: t.editor.code, icon: Code, run: (editor) => editor.chain().focus().toggleCode().run() },
]

export function EditorToolbar({ editor }: { editor: Editor }) {
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      Object.fromEntries([...tools.map((tool) => tool.name), 'link', 'picture'].map((name) => [name, current.isActive(name)])),
  })
  return (
    <div role="toolbar" aria-label={t.editor.toolbar} className="flex items-center gap-0.5">
      {tools.map(({ name, label, keys, icon: Icon, run }) => (
        <IconButton
          key={name}
          label={label}
          keys={keys}
          aria-pressed={active[name]}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(editor)}
          className="aria-pressed:bg-pressed"
        >
          <Icon size={15} />
        </IconButton>
      ))}
      <LinkTool editor={editor} active={Boolean(active.link)} />
      {active.picture ? <AltTool editor={editor} /> : null}
    </div>
  )
}

/** What a picture shows, for whoever does not see it. It stands with the tools while the picture is selected. */
function AltTool({ editor }: { editor: Editor }) {
  const alt = useEditorState({ editor, selector: ({ editor: current }) => String(current.getAttributes('picture').alt ?? '') })
  return (
    <input
      aria-label={t.writing.describePicture}
      title={t.writing.describeHint}
      placeholder={t.writing.describePicture}
      maxLength={300}
      value={alt}
      onChange={(event) => editor.commands.updateAttributes('picture', { alt: event.target.value })}
      className="field h-7 w-48"
    />
  )
}

function LinkTool({ editor, active }: { editor: Editor; active: boolean }) {
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState('')

  function apply() {
    const href = /^[a-z]+:/i.test(address) ? address : `https://${address}`
    const chain = editor.chain().focus().extendMarkRange('link')
    if (!address) chain.unsetMark('link').run()
    else if (editor.state.selection.empty && !active)
      chain.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.setMark('link', { href }).run()
    setOpen(false)
  }

  return (
    <Popover
      label={t.editor.link}
      side="top"
      open={open}
      onOpenChange={(next) => {
        if (next) setAddress(String(editor.getAttributes('link').href ?? ''))
        setOpen(next)
      }}
      className="w-80 p-2"
      trigger={
        <IconButton label={t.editor.link} plain aria-pressed={active} className="aria-pressed:bg-pressed">
          <Link size={15} />
        </IconButton>
      }
    >
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <input
          autoFocus
          aria-label={t.editor.linkAddress}
          placeholder="https://"
          value={address}
          onChange={(event) => setAddress(event.target.value.trim())}
          className="field"
        />
        <Button type="submit" kind="primary">
          {address || !active ? t.editor.setLink : t.editor.removeLink}
        </Button>
      </form>
    </Popover>
  )
}
