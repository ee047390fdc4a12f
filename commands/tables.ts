import { tmpdir } from 'node:os'
import { Command } from 'commander'
import { listTables, tableFacts, type TableFacts } from '../lakehouse/delta/facts.ts'
import { openDuckdb } from '../lakehouse/engines/duckdb/duckdb.ts'
import { requireLake } from '../lakehouse/lake.ts'
import { configOf, withOptions } from './options.ts'
import { grouped, print, printJson, printTable, readableBytes } from './terminal.ts'

export function tablesCommand(): Command {
  const command = new Command('tables')
    .description("List the lake's Delta tables with version, rows and size.")
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate tables --lake /srv/lake')
  return withOptions(command, ['lake']).action(async (options) => {
    const { lake } = configOf(options)
    requireLake(lake)
    const tables = await factsOf(lake)
    if (options.json) return printJson(tables)
    if (tables.length === 0) return print(`${lake} holds no tables yet: lakegate build makes them`)
    printTable(
      ['table', 'version', 'rows', 'files', 'size', 'updated'],
      tables.map(({ name, version, rows, files, bytes, updatedAt }) => [
        name,
        String(version),
        grouped(rows),
        grouped(files),
        readableBytes(bytes),
        updatedAt,
      ]),
    )
  })
}

async function factsOf(lake: string): Promise<TableFacts[]> {
  await using engine = await openDuckdb({ lake, scratch: tmpdir() })
  const names = await listTables(lake)
  return await Promise.all(names.map((name) => tableFacts(engine, lake, name)))
}
