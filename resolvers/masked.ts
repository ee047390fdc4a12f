import { jsonIn } from '../lakehouse/json-in.ts'

/** What stands for a value that the caller may not see. */
const MASK = '***'

/** Parts of names of fields that tell who a person is, or lead to it. */
const PERSONAL =
  /customer|client|user|buyer|recipient|name|mail|phone|mobile|address|street|postal|zip|birth|notes|location|^ip$|^lat(itude)?$|^lon(gitude)?$/i

/** Names of things, not of persons. */
const OF_THINGS = /^(product|category|store|city|table)_?name$/i

/** Whether a field is shown only to who may see personal data, by its name. */
function isPersonal(field: string): boolean {
  return PERSONAL.test(field) && !OF_THINGS.test(field)
}

/** A message with its personal fields masked, at any depth, and in the message that a letter holds; what is no JSON is masked whole. */
export function maskedJson(json: string): string {
  const value = jsonIn(json)
  return value === undefined ? MASK : JSON.stringify(masked(value))
}

/** A key that tells of a session, an event or an order is shown; of a customer, or of what cannot be told, it is masked. */
export function maskedKey(key: string | null, json: string): string | null {
  if (key === null) return null
  const fields = Object.entries(Object(jsonIn(json)))
  const named = fields.filter(([, value]) => String(value) === key)
  const isShown = named.length > 0 && !named.some(([field]) => isPersonal(field))
  return isShown ? key : MASK
}

/** A reason names the field that it is about, and quotes its value. */
export function maskedReason(reason: string): string {
  const fields = [...reason.matchAll(/(?<field>[\w.]+): /g)].map(({ groups }) => groups!['field']!)
  const personal = fields.find((field) => field.split('.').some(isPersonal))
  return personal === undefined ? reason : `${personal}: ${MASK}`
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  const letter = Object.entries(value)
  return Object.fromEntries(
    letter.map(([field, inner]) => [field, maskedField(field, inner, value)]),
  )
}

function maskedField(field: string, value: unknown, of: object): unknown {
  if (value === null) return null
  if (isPersonal(field)) return MASK
  if (typeof value !== 'string') return masked(value)
  if (!('way' in of && 'value' in of)) return value
  switch (field) {
    case 'value':
      return maskedJson(value)
    case 'key':
      return maskedKey(value, String(of.value))
    case 'reason':
      return maskedReason(value)
    default:
      return value
  }
}
