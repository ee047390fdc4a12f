// npm run bench:gateway [-- --orders 1000000 | --lake FOLDER] [--peers fastapi,postgraphile] [--seconds 4]
// What a question costs who answers it: the gateway, DuckDB alone, and others over the same tables, in one run.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { print, printTable } from '../commands/terminal.ts'
import { currentPublication, servingFile } from '../lakehouse/publication.ts'
import { type Asked, asked } from './cpu.ts'
import { anyCustomer } from './customer.ts'
import { difference } from './figures.ts'
import { run } from './measured.ts'
import { startDuckdb } from './peers/duckdb.ts'
import { FASTAPI, startFastapi } from './peers/fastapi.ts'
import { startKeeping, startPersisted, startUncached } from './peers/lakegate.ts'
import { startNodeHttp } from './peers/node-http.ts'
import type { Peer } from './peers/peer.ts'
import { POSTGRAPHILE, startPostgraphile } from './peers/postgraphile.ts'
import { type Question, questions } from './questions.ts'
import { type Costs, TARGET_HEADINGS, targetCells } from './targets.ts'

const OTHERS = {
  fastapi: { name: FASTAPI, start: startFastapi },
  postgraphile: { name: POSTGRAPHILE, start: startPostgraphile },
}

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000000' },
    lake: { type: 'string' },
    peers: { type: 'string', default: Object.keys(OTHERS).join(',') },
    seconds: { type: 'string', default: '4' },
  },
})
const seconds = Number(values.seconds)
/** What is to be said, and of which questions. */
const notes = new Map<string, string[]>()
await using open = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'lakegate-bench-'))
open.defer(() => rmSync(folder, { recursive: true }))
const lake = values.lake ?? (await built(values.orders))
const publication = await currentPublication(lake)
const file = servingFile(lake, publication!.publicationId)

const ours = open.use(await startUncached(lake))
const list = questions(await anyCustomer(ours.url))
const kept = open.use(await startKeeping(lake))
const persisted = open.use(await startPersisted(lake, { questions: list, folder }))
const floor = open.use(await startNodeHttp(ours, list))
const raw = open.use(await startDuckdb(file))
const peers = [kept, persisted, floor, raw, ...(await others())]

const costs = new Map<Question, Costs>()
for (const question of list) {
  print(question.name)
  costs.set(question, await costsOf(question))
}
for (const what of ['cpuMs', 'wallMs'] as const) {
  print(`\n${what === 'cpuMs' ? 'CPU ms a request' : 'median ms a request'}`)
  printTable(
    ['question', ...[ours, ...peers].map(({ name }) => name)],
    list.map((question) => [
      question.name,
      ...[ours, ...peers].map(
        ({ name }) => costs.get(question)!.get(name)?.[what].toFixed(2) ?? '–',
      ),
    ]),
  )
}
print('\nwhat must hold')
printTable(
  TARGET_HEADINGS,
  list.map((question) => targetCells(question, costs.get(question)!)),
)
print('')
for (const [what, names] of notes) print([what, ...names].join('\n  '))

async function built(orders: string): Promise<string> {
  const target = join(folder, 'lake')
  print(`building ${orders} orders`)
  await run(['build', '--orders', orders, '--lake', target])
  return target
}

/** Those that can be had here. */
async function others(): Promise<Peer[]> {
  const started: Peer[] = []
  for (const [key, { name, start }] of Object.entries(OTHERS)) {
    print(`starting ${name}`)
    try {
      if (!values.peers.split(',').includes(key)) throw new Error('not asked for')
      started.push(open.use(await start(file)))
    } catch (error) {
      note(`left out: ${name}: ${reasonOf(error)}`)
    }
  }
  return started
}

/** Who answers otherwise than we do, or not at all, is noted and not timed. */
async function costsOf(question: Question): Promise<Costs> {
  const our = await ours.asking(question)!()
  const found = new Map<string, Asked>()
  for (const { name, pids, asking } of [ours, ...peers]) {
    const ask = asking(question)
    if (ask === undefined) {
      note(`${name} is not asked`, question)
      continue
    }
    try {
      const wrong = difference(our, await ask())
      if (wrong !== undefined) throw new Error(`answers ${wrong}`)
      found.set(name, await asked(pids, seconds, ask))
    } catch (error) {
      note(`${name} is not timed: ${reasonOf(error)}`, question)
    }
  }
  return found
}

function note(what: string, question?: Question): void {
  notes.set(what, [...(notes.get(what) ?? []), ...(question === undefined ? [] : [question.name])])
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
