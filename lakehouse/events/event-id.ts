import { hash } from 'node:crypto'
import { type Fields, isFields, text } from './event-fields.ts'
import { RefusedError } from './refused.ts'

/** An event's fields are values; what else it holds is kept, but read by nobody. */
const DEPTH_MAX = 20

/** An event's own id, else the MD5 of its canonical JSON: the same for the same fields in whatever order they came. */
export function eventIdOf(fields: Fields): string {
  return text(fields, 'event_id') ?? hash('md5', canonicalJson(fields, DEPTH_MAX))
}

function canonicalJson(value: unknown, levels: number): string {
  if (levels === 0)
    throw new RefusedError('unparsable', `the event is nested more than ${DEPTH_MAX} levels deep`)
  if (Array.isArray(value))
    return `[${value.map((each) => canonicalJson(each, levels - 1)).join(',')}]`
  if (!isFields(value)) return JSON.stringify(value)
  const fields = Object.keys(value)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name], levels - 1)}`)
  return `{${fields.join(',')}}`
}
