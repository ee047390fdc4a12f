import { rawContract, columnNames } from '../../lakehouse/contracts/bronze/raw.ts'
import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { text } from '../../lakehouse/sql.ts'
import type { LookedFile } from './looked-file.ts'
import { groupFiles } from './file-groups.ts'

/** What files of one kind hold: a raw table to be, with some of its rows. */
export interface Sheet {
  /** `orders`: of the shop `corner` it becomes `bronze.corner_orders`. */
  readonly name: string
  readonly patterns: readonly string[]
  readonly columns: readonly string[]
  /** By column; NULL where the file has nothing. */
  readonly rows: readonly SheetRow[]
}

type SheetRow = Readonly<Record<string, string | null>>

const ROWS_OF_FILE = 2000
/** The first, the middle and the last: months differ in what days they have. */
const FILES_OF_SHEET = 3

/** Groups files that look alike, and reads some rows of each group. */
export async function readSheets(engine: Engine, files: readonly LookedFile[]): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  for (const { name, patterns, files: alike } of groupFiles(files)) {
    const words = [...new Set(alike.flatMap(({ content }) => content.header))]
    const columns = Object.keys(rawContract(name, words).columns)
    const places = [0, Math.floor(alike.length / 2), alike.length - 1].slice(0, FILES_OF_SHEET)
    const rows: SheetRow[] = []
    for (const place of new Set(places)) rows.push(...(await sample(engine, alike[place]!)))
    sheets.push({ name, patterns, columns: columns.filter((column) => !(column in ORIGIN)), rows })
  }
  return sheets
}

/** The values of a column in the sample, without those that are missing. */
export function valuesOf({ rows }: Sheet, column: string): string[] {
  return rows.map((row) => row[column]?.trim() ?? '').filter((value) => value !== '')
}

async function sample(engine: Engine, { content }: LookedFile): Promise<SheetRow[]> {
  const { select, split } = await content.open()
  const own = columnNames(content.header)
  const fields = own.map((_, i) => `fields[${i + 1}] as "${i}"`).join(', ')
  // The first ones as they stand, and some of everywhere: a file that is sorted by day begins with one month.
  const looked = `
    select * from (
      (select * from (${select}) limit ${ROWS_OF_FILE})
      union all
      (select * from (${select}) using sample reservoir(${ROWS_OF_FILE} rows) repeatable (1))
    )
    qualify row_number() over (partition by line_number) = 1
    order by line_number`
  const rows = await engine.rows(text(`select ${fields} from (${split(looked)}) where is_readable`))
  return rows.map((row) =>
    Object.fromEntries(
      own.map((column, i) => {
        const value = row[i]
        return [column, typeof value === 'string' ? value : null]
      }),
    ),
  )
}
