import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { type Application, installApplication } from './application.ts'
import { serveEdge } from './served.ts'

let application: Application
let gateway: Gateway
beforeAll(async () => {
  await using installed = new AsyncDisposableStack()
  gateway = installed.adopt(await serveEdge(), ({ close }) => close())
  application = installed.use(await installApplication())
  const held = installed.move()
  return () => held.disposeAsync()
})

const readme = readFileSync('sdk/README.md', 'utf8')

/** Files of the example, and what their scripts print. */
const files = [...readme.matchAll(/^```(?:ts|graphql) (\S+)\n([^]*?)^```$/gm)].map(
  ([, path, content]) => ({ path: path!, content: content! }),
)
const outputs = [...readme.matchAll(/^```text (\S+)\n([^]*?)^```$/gm)].map(
  ([, script, output]) => ({ script: script!, output: output! }),
)

test('the README shows the whole example', () => {
  const shown = files.map(({ path }) => path)
  const there = readdirSync('sdk/example').filter((name) => /\.(ts|graphql)$/.test(name))
  expect(shown.toSorted()).toEqual(there.toSorted())
  for (const { path, content } of files)
    expect(content, path).toBe(readFileSync(join('sdk/example', path), 'utf8'))
})

test('the example compiles', async () => {
  expect(await application.compile()).toEqual({ isDone: true, out: '' })
})

/** Once it is compiled. */
test.each(outputs)('$script prints what the README shows', async ({ script, output }) => {
  const { out } = await application.start(script, `${gateway.url}/graphql`)
  expect(out).toBe(output)
})

test('the README names every document that there is', async () => {
  const documents: object = await import('../../sdk/generated/graphql.ts')
  const names = Object.keys(documents).filter((name) => name.endsWith('Document'))
  expect(names.length).toBeGreaterThan(12)
  for (const name of names) expect(readme).toContain(`\`${name.replace(/Document$/, '')}\``)
})

/** Changes to the example's scripts, and what the compiler says to them. */
const MISTAKES = [
  {
    script: 'overview',
    from: 'current.revenue}',
    to: 'current.discount}',
    error: "Property 'discount' does not exist",
  },
  {
    script: 'overview',
    from: '{ top: 3 }',
    to: '{ tops: 3 }',
    error: "'tops' does not exist in type",
  },
  {
    script: 'two-years',
    from: "last: { from: '2015-01-01', to: '2016-01-01' },",
    to: '',
    error: "Property 'last' is missing",
  },
  {
    script: 'two-years',
    from: "'2015-01-01'",
    to: "'last year'",
    error: "Type '\"last year\"' is not assignable to type '`${number}-${number}-${number}`'",
  },
  {
    script: 'customers',
    from: 'orders: { gt: 0 }',
    to: 'revenue: { gt: 0.5 }',
    error: "Type 'number' is not assignable to type 'DecimalInput",
  },
  {
    script: 'customers',
    from: 'data.customers }',
    to: 'data.customers.nodes }',
    error: "Property 'pageInfo' is missing",
  },
]

test('the compiler refuses wrong fields, variables, days, numbers and pages', async () => {
  const wrong = MISTAKES.map(({ script, from, to }, i) => {
    const text = readFileSync(join('sdk/example', `${script}.ts`), 'utf8')
    expect(text).toContain(from)
    return { path: join(application.folder, `wrong-${i}.ts`), text: text.replace(from, to) }
  })
  for (const { path, text } of wrong) writeFileSync(path, text)
  const { isDone, out } = await application.compile()
  for (const { path } of wrong) rmSync(path)
  expect(isDone).toBe(false)
  const told = out.split(/^(?=wrong-)/m)
  for (const [i, { error }] of MISTAKES.entries())
    expect(told.filter((each) => each.startsWith(`wrong-${i}.ts`)).join('')).toContain(error)
})
