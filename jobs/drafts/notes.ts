import { candidatesFor, unreadColumns } from './candidates.ts'
import type { Draft } from './draft.ts'
import { guessOwn } from './guess.ts'
import { type Sheet } from './sheet.ts'
import { MADE, type TableDraft } from './table-draft.ts'

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
      lacking.map((draft) => lackingLine(name, draft, { sheets, tables, faults })),
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
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`
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

/** What speaks for the sheet that comes nearest to a table that no sheet gives. */
function lackingLine(source: string, { table }: TableDraft, { sheets, tables }: Guessed): string {
  const [nearest] = sheets
    .map((sheet) => ({ sheet, guesses: guessOwn(table, sheet) }))
    .toSorted((a, b) => b.guesses.size - a.guesses.size)
  const required = Object.keys(table.given).filter(
    (name) => table.given[name]!.isGiven && MADE[table.table]?.includes(name) !== true,
  )
  const { sheet, guesses } = nearest!
  if (guesses.size < 2)
    return `- ${table.table}: needs ${required.join(', ')}; no file looks like it`
  const there = [...guesses].map(([name, { column }]) => `${name} may be ${column}`)
  const missing = required
    .filter((name) => !guesses.has(name))
    .map((name) => {
      const candidates = candidatesFor(name, { table, sheet, drafts: tables })
      return `${name}${candidates.length === 0 ? '' : ` (perhaps ${candidates.join(', ')})`}`
    })
  const need =
    missing.length === 0
      ? 'its rows were taken for those of another table'
      : `missing ${missing.join(', ')}`
  return `- ${table.table}: \`bronze.${source}_${sheet.name}\` comes nearest; ${need}; ${there.join(', ')}`
}
