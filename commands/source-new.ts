import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Config } from '../config.ts'
import { type Draft, draftSource } from '../jobs/drafts/draft.ts'
import type { TableDraft } from '../jobs/drafts/table-draft.ts'
import { refuseExisting, writeDraft } from '../jobs/drafts/write-draft.ts'
import { OWN_SOURCES, folderOfSource } from '../jobs/sources/source.ts'
import { configOf } from './options.ts'
import { print, printJson, printTable } from './terminal.ts'
import { openTrialEngine } from './trial-engine.ts'

interface NewOptions {
  readonly from: string
  readonly into?: string
  readonly json?: boolean
}

export function newCommand(): Command {
  return new Command('new')
    .description("Draft a source from a shop's raw files: what their columns are is guessed.")
    .argument('<name>', 'what the shop is to be called: lower case letters, digits and _')
    .requiredOption('--from <folder>', "the folder of the shop's raw files")
    .option(
      '--into <folder>',
      'the folder of sources that it is written into; default: the first of `sources`, else jobs/sources',
    )
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate source new corner --from ~/corner-shop')
    .action(async (name: string, options: NewOptions) => {
      const config = configOf({})
      const parent = resolve(options.into ?? config.sources[0] ?? OWN_SOURCES)
      mkdirSync(parent, { recursive: true })
      refuseExisting(folderOfSource(name, [...config.sources, parent]) ?? join(parent, name))
      const draft = await draftIn(config, { name, from: options.from })
      const folder = join(parent, name)
      writeDraft(folder, draft.files)
      const known = [OWN_SOURCES, ...config.sources.map((source) => resolve(source))]
      const isKnown = known.includes(parent) || known.includes(folder)
      if (options.json === true) printJson({ folder, isKnown, ...summaryOf(draft) })
      else printDraft(draft, { name, from: options.from, folder, parent, isKnown })
    })
}

async function draftIn(config: Config, shop: { name: string; from: string }): Promise<Draft> {
  await using trial = await openTrialEngine(config)
  return await draftSource(trial.engine, shop)
}

function summaryOf({ sheets, tables, faults }: Draft) {
  return {
    raw: sheets.map(({ name, patterns, columns }) => ({ name, patterns, columns })),
    tables: tables.map(({ table, parts }) => ({
      table: table.table,
      from: parts.map(({ sheet }) => sheet.name),
      columns: foundColumns({ table, parts }),
    })),
    faults,
  }
}

function foundColumns({ table, parts }: Pick<TableDraft, 'table' | 'parts'>): string[] {
  return Object.keys(table.given).filter((name) => parts.some(({ guesses }) => guesses.has(name)))
}

interface Place {
  readonly name: string
  readonly from: string
  readonly folder: string
  readonly parent: string
  /** Whether the other commands look for sources there. */
  readonly isKnown: boolean
}

function printDraft(
  { sheets, tables, faults }: Draft,
  { name, from, folder, parent, isKnown }: Place,
): void {
  printTable(
    ['raw table', 'files', 'columns'],
    sheets.map((sheet) => [sheet.name, sheet.patterns.join(' '), String(sheet.columns.length)]),
  )
  print('')
  printTable(
    ['canonical table', 'from', 'columns found'],
    tables.map(({ table, parts }) => [
      table.table,
      parts.map(({ sheet }) => sheet.name).join(' ') || '(not found)',
      foundColumns({ table, parts }).join(' '),
    ]),
  )
  for (const fault of faults) print(`\nleft out: ${fault}`)
  print(`\nwrote ${folder}: read its README.md, and mend its SQL`)
  if (!isKnown) {
    print(
      `${parent} is not among the folders of sources: add it to "sources" in lakegate.config.json, or set LAKEGATE_SOURCES=${parent}`,
    )
  }
  print(`next: lakegate source check ${name} --from ${from}`)
}
