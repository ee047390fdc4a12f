import * as fc from 'fast-check'
import { EXPORTS } from '../../lakehouse/exports/tables.ts'
import { FORMATS } from '../../lakehouse/exports/formats.ts'
import { schema } from '../../schema/schema.ts'
import { anyValue } from './any-value.ts'
import type { Known } from './known.ts'
import type { Message } from './request.ts'

/** The API's field whose arguments each export takes. */
const FIELDS: Readonly<Record<string, string>> = {
  'sale-lines': 'sales',
  'sales-metrics': 'salesMetrics',
}

const ENDINGS = [...Object.keys(FORMATS), 'pdf', '']
const COLUMNS = ['customer_id', 'name', 'email', 'notes', 'revenue', '__proto__', '']

/** Exports, most of which can be had by who may. */
export function anyExport(known: Known): fc.Arbitrary<Message> {
  const values = anyValue(known)
  const of = (name: string) =>
    fc
      .tuple(
        fc.constantFrom(...ENDINGS),
        fc.subarray(parametersOf(name, values)).chain(allOf),
        fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST'),
      )
      .map(([ending, parameters, method]): Message => ({
        kind: 'export',
        method,
        target: `/export/${name}.${ending}?${new URLSearchParams(parameters)}`,
        headers: [],
        body: Buffer.alloc(0),
        ending: 'wait',
      }))
  return fc.oneof(...Object.keys(EXPORTS).map(of), of('secrets'))
}

type Parameter = fc.Arbitrary<[name: string, value: string]>

function parametersOf(name: string, values: ReturnType<typeof anyValue>): Parameter[] {
  const field = schema.getQueryType()!.getFields()[FIELDS[name] ?? name]
  const args = (field?.args ?? []).map((argument) =>
    values(argument.type, argument.name).map((value): [string, string] => [
      argument.name,
      typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value),
    ]),
  )
  const columns = fc
    .array(fc.constantFrom(...COLUMNS), { maxLength: 3 })
    .map((chosen): [string, string] => ['columns', chosen.join()])
  return [...args, columns]
}

const allOf = (parameters: Parameter[]) => fc.tuple(...parameters)
