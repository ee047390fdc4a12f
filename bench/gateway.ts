// npm run bench:gateway [-- --orders 1000000 | --lake FOLDER]: what a question costs the gateway's process, beside DuckDB alone.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { print, printTable } from '../commands/terminal.ts'
import { servedPublications, servingFile } from '../lakehouse/publication.ts'
import { type Asked, asked } from './cpu.ts'
import { urlOf } from './first-answer.ts'
import { run } from './measured.ts'
import { type Question, questions } from './questions.ts'

const answer = z.object({ data: z.unknown(), errors: z.undefined().optional() })

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '1000000' }, lake: { type: 'string' } },
})
const folder = mkdtempSync(join(tmpdir(), 'lakegate-bench-'))
const children: ChildProcess[] = []
try {
  const lake = values.lake ?? (await built(values.orders))
  const serve = ['cli.ts', 'serve', '--json', '--port', '0', '--lake', lake]
  const gateway = start(serve, { LAKEGATE_SERVING_CACHE_BYTES: '0' })
  const url = await urlOf(gateway.stdout)
  const keeping = start(serve)
  const keptUrl = await urlOf(keeping.stdout)
  const [publication] = await servedPublications(lake, 1)
  const raw = start(['bench/raw.ts', servingFile(lake, publication!.publicationId)])
  const answers = createInterface(raw.stdout)[Symbol.asyncIterator]()
  const rows: string[][] = []
  for (const question of questions(await anyCustomer(url))) {
    const ours = await asked(gateway.pid!, () => post(url, question.query).then(() => {}))
    const theirs = await asked(raw.pid!, async () => {
      raw.stdin.write(`${JSON.stringify(question.statements)}\n`)
      await answers.next()
    })
    const kept = await asked(keeping.pid!, () => post(keptUrl, question.query).then(() => {}))
    rows.push(rowOf(question, { ours, theirs, kept }))
  }
  print('')
  printTable(
    ['question', 'CPU ms', 'DuckDB alone', 'ratio', 'median ms', 'target', 'holds', 'kept, CPU ms'],
    rows,
  )
} finally {
  for (const child of children) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true })
}

async function built(orders: string): Promise<string> {
  const lake = join(folder, 'lake')
  print(`building ${orders} orders`)
  await run(['build', '--orders', orders, '--lake', lake])
  return lake
}

function start(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'], env })
  children.push(child)
  return child
}

async function post(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return answer.parse(await response.json()).data
}

async function anyCustomer(url: string): Promise<string> {
  const data = z.object({ topCustomers: z.tuple([z.object({ customerId: z.string() })]) })
  return data.parse(await post(url, '{ topCustomers(first: 1) { customerId } }')).topCustomers[0]
    .customerId
}

interface Measured {
  readonly ours: Asked
  /** DuckDB alone. */
  readonly theirs: Asked
  /** Ours, where the answer is kept. */
  readonly kept: Asked
}

function rowOf({ name, target }: Question, { ours, theirs, kept }: Measured): string[] {
  const ratio = ours.cpuMs / theirs.cpuMs
  const [limit, reached] =
    'ms' in target ? [`${target.ms} ms`, ours.cpuMs] : [`${target.ratio} ×`, ratio]
  const isReached = reached <= ('ms' in target ? target.ms : target.ratio)
  return [
    name,
    ours.cpuMs.toFixed(2),
    theirs.cpuMs.toFixed(2),
    ratio.toFixed(2),
    ours.wallMs.toFixed(2),
    limit,
    isReached ? 'yes' : 'no',
    kept.cpuMs.toFixed(2),
  ]
}
