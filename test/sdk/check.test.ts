import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const schema = readFileSync('schema/schema.graphql', 'utf8')

/** Runs the check, against a file if it is given. */
function check(...argv: string[]): Promise<{ code: number; out: string; error: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; out: string; error: string }>()
  const child = execFile(process.execPath, ['check.ts', ...argv], (_, out, error) =>
    resolve({ code: child.exitCode ?? -1, out, error }),
  )
  return promise
}

test('the documents of clients fit the schema of this tree', async () => {
  const { code, out, error } = await check()
  expect([code, error]).toEqual([0, ''])
  expect(out).toMatch(/^\d\d operations, 0 mistakes\n$/)
})

test('a change that breaks documents names operation, field and place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-check-'))
  const path = join(folder, 'changed.graphql')
  const changed = schema
    .replace('  birthDate: Date\n', '  bornOn: Date\n')
    .replace('    productIds: [ID!]!\n', '    basket: [ID!]!\n')
  writeFileSync(path, changed)
  const { code, error } = await check(path)
  rmSync(folder, { recursive: true })
  expect(code).toBe(1)
  expect(error).toContain(
    'Customer: Cannot query field "birthDate" on type "Customer". (sdk/documents/customer.graphql:',
  )
  expect(error).toContain(
    'Recommendations: Unknown argument "productIds" on field "Query.recommendations". (sdk/documents/recommendations.graphql:',
  )
  expect(error.trim().split('\n')).toHaveLength(3)
})
