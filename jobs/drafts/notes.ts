import { unreadColumns } from './candidates.ts'
import type { Draft } from './draft.ts'
import { guessOwn } from './guess.ts'
import { type Sheet } from './sheet.ts'
import { type TableDraft, requiredColumns } from './table-draft.ts'
import { sketchSql } from './table-sql.ts'

type Guessed = Pick<Draft, 'sheets' | 'tables' | 'faults'>

/** What a person should know of a draft: the source's README. */
export function notesOf(name: string, { sheets, tables, faults }: Guessed): string {
  const found = tables.filter(({ parts }) => parts.length > 0)
  const lacking = tables.filter(({ parts }) => parts.length === 0)
  return `${[
    `# ${name}: a draft`,
    'Guessed from the names of columns and from samples of their values. Nothing here is certain: read each SQL file, and change it.',
    section(
      'Raw tables',
      sheets.map((sheet) => rawLine(name, sheet, tables)),
    ),
    section(
      'Canonical tables',
      found.flatMap((draft) => [
        foundLine(draft),
        ...draft.others.map((sheet) => otherLine(sheet, draft)),
      ]),
    ),
    section(
      'Not found',
      lacking.map((draft) => lackingPart(name, draft, { sheets, tables, faults })),
    ),
    section(
      'Files that could not be read',
      faults.map((fault) => `- ${fault}`),
    ),
    section('Next', [
      `- \`lakegate source check ${name} --from <folder>\` tells what is missing, unread, unknown or unreadable.`,
      `- \`lakegate build --source ${name} --from <folder>\` builds the shop.`,
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n').trimEnd()}`
}

function rawLine(source: string, sheet: Sheet, tables: readonly TableDraft[]): string {
  const unread = unreadColumns(sheet, tables)
  const patterns = sheet.patterns.map((pattern) => `\`${pattern}\``)
  const rest = unread.length === 0 ? 'every column is read' : `not read: ${unread.join(', ')}`
  return `- \`bronze.${source}_${sheet.name}\` from ${patterns.join(', ')}; ${rest}`
}

function foundLine({ table, parts }: TableDraft): string {
  const from = parts.map(({ sheet }) => sheet.name).join(' and ')
  return `- \`${table.table}.sql\` from ${from}${parts[0]!.isGrouped ? ', its rows grouped' : ''}`
}

function otherLine({ name }: Sheet, { table, parts }: TableDraft): string {
  return `- \`${name}\` looks like ${table.table} too, of the same things as ${parts[0]!.sheet.name}: it is not read`
}

/** A sketch from the sheet that comes nearest to a table that no sheet gives. */
function lackingPart(source: string, { table }: TableDraft, { sheets, tables }: Guessed): string {
  const [nearest] = sheets
    .map((sheet) => ({ sheet, guesses: guessOwn(table, sheet) }))
    .toSorted((a, b) => b.guesses.size - a.guesses.size)
  const { sheet, guesses } = nearest!
  const required = requiredColumns(table)
  if (!required.some((name) => guesses.has(name)))
    return `- ${table.table}: needs ${required.join(', ')}; no file looks like it`
  const sketch = sketchSql({ table, sheet, guesses }, { source, drafts: tables })
  return `- ${table.table}: perhaps from ${sheet.name}, as \`${table.table}.sql\`:\n\n${indented(`\`\`\`sql\n${sketch}\n\`\`\``)}\n`
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
