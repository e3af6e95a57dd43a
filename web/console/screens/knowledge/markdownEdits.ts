// The toolbar's edits as pure functions of text and selection.

export interface Selection { text: string; start: number; end: number }

export type Edit = 'bold' | 'italic' | 'heading' | 'list' | 'numbers' | 'quote' | 'code' | 'link'

/** Puts a mark around the selection, or takes it away when it is there already. */
function wrap({ text, start, end }: Selection, mark: string): Selection {
  const chosen = text.slice(start, end)
  if (text.slice(start - mark.length, start) === mark && text.slice(end, end + mark.length) === mark) {
    return { text: text.slice(0, start - mark.length) + chosen + text.slice(end + mark.length), start: start - mark.length, end: end - mark.length }
  }
  return { text: text.slice(0, start) + mark + chosen + mark + text.slice(end), start: start + mark.length, end: end + mark.length }
}

/** Puts a prefix before each line of the selection, or takes it away when all have it. */
function prefix({ text, start, end }: Selection, of: (line: number) => string, pattern: RegExp): Selection {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const to = text.indexOf('\n', end) === -1 ? text.length : text.indexOf('\n', end)
  const lines = text.slice(from, to).split('\n')
  const has = lines.every((line) => pattern.test(line))
  const next = lines.map((line, index) => (has ? line.replace(pattern, '') : of(index) + line)).join('\n')
  return { text: text.slice(0, from) + next + text.slice(to), start: from, end: from + next.length }
}

export function applyEdit(edit: Edit, selection: Selection): Selection {
  switch (edit) {
    case 'bold': return wrap(selection, '**')
    case 'italic': return wrap(selection, '*')
    case 'code': return selection.text.slice(selection.start, selection.end).includes('\n') ? wrap(selection, '\n```\n') : wrap(selection, '`')
    case 'heading': return prefix(selection, () => '## ', /^#{1,6} /)
    case 'list': return prefix(selection, () => '- ', /^[-*] /)
    case 'numbers': return prefix(selection, (line) => `${line + 1}. `, /^\d+\. /)
    case 'quote': return prefix(selection, () => '> ', /^> /)
    case 'link': {
      const { text, start, end } = selection
      const label = text.slice(start, end)
      const inserted = `[${label}](https://)`
      return { text: text.slice(0, start) + inserted + text.slice(end), start: start + label.length + 3, end: start + inserted.length - 1 }
    }
  }
}
