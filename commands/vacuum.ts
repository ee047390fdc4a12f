import { tmpdir } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import type { Config } from '../config.ts'
import { lockLake } from '../jobs/lock.ts'
import { listTables } from '../lakehouse/delta/facts.ts'
import { tableIn } from '../lakehouse/delta/table.ts'
import { vacuum } from '../lakehouse/delta/vacuum.ts'
import { openDuckdb } from '../lakehouse/engines/duckdb/duckdb.ts'
import { requireLake } from '../lakehouse/lake.ts'
import { keptVersions } from '../lakehouse/publications.ts'
import { configOf, withOptions } from './options.ts'
import { grouped, print, printJson, printTable, readableBytes } from './terminal.ts'
import { DAY_MS } from '../lakehouse/durations.ts'

/** What other programs that read the tables may rely on, as Delta has it by default. */
export const RETENTION_DAYS = 7

export function vacuumCommand(): Command {
  const command = new Command('vacuum')
    .description(
      'Delete files that no kept publication needs and that were replaced some days ago.',
    )
    .option(
      '--older-than <days>',
      'days that a replaced file stays for other readers; in tables of events an hour at least',
      days,
      RETENTION_DAYS,
    )
    .option('--dry-run', 'only say what would be deleted')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate vacuum --dry-run')
  return withOptions(command, ['lake']).action(async (options) => {
    const isDryRun = options.dryRun === true
    const tables = await vacuumLake(configOf(options), {
      retentionMs: options.olderThan * DAY_MS,
      isDryRun,
    })
    if (options.json) return printJson(tables)
    const dirty = tables.filter(({ files }) => files > 0)
    if (dirty.length === 0) return print('nothing to delete')
    print(isDryRun ? 'would delete:' : 'deleted:')
    printTable(
      ['table', 'files', 'size'],
      dirty.map(({ name, files, bytes }) => [name, grouped(files), readableBytes(bytes)]),
    )
  })
}

async function vacuumLake(
  { lake, serving }: Config,
  options: { retentionMs: number; isDryRun: boolean },
) {
  requireLake(lake)
  using _lock = lockLake(lake, 'build')
  await using engine = await openDuckdb({ lake, scratch: tmpdir() })
  const keep = await keptVersions(lake, serving)
  const tables = []
  for (const name of await listTables(lake)) {
    const { files, bytes } = await vacuum(tableIn(engine, lake, name), {
      ...options,
      keep: keep.get(name) ?? new Set(),
    })
    tables.push({ name, files: files.length, bytes })
  }
  return tables
}

function days(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0) return value
  throw new InvalidArgumentError('give a number of days, 0 or more.')
}
