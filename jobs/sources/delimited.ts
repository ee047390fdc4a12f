import { text } from '../../lakehouse/sql.ts'
import type { Content, ReadOptions } from './content.ts'
import { splitSelect } from './fields.ts'
import { openLineSelect, recordsSelect } from './records.ts'
import { type Survey, survey } from './survey.ts'

/** CSV, TSV and their like: a header, then a record a line, or several lines inside quotes. */
export async function readDelimited(absolute: string, options: ReadOptions): Promise<Content> {
  const surveyed = await survey(absolute, options)
  const header = surveyed.header?.words ?? []
  return {
    sha256: surveyed.sha256,
    header,
    open: async () => ({
      select: recordsSelect(surveyed, await hasOpenLines(options, surveyed)),
      split: (records) => splitSelect(surveyed, header.length, records),
    }),
  }
}

/** Where no line has a quote, or each that has is a whole record, none has to be put together. */
async function hasOpenLines({ engine }: ReadOptions, surveyed: Survey): Promise<boolean> {
  if (!surveyed.hasQuotes) return false
  const open = await engine.rows(text(openLineSelect(surveyed)))
  return open.length > 0
}
