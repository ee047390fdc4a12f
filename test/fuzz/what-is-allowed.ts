import { z } from 'zod'
import type { Scope } from '../../resolvers/scope.ts'
import type { Answered } from '../gateway/answered.ts'
import type { Request } from './request.ts'

/** An answer takes no longer, on a busy machine: a question alone is stopped after two seconds. */
export const WITHIN_MS = 20_000

/** Of errors that a caller may see; INTERNAL is a bug. */
const CODES = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'COST_LIMIT',
  'RATE_LIMITED',
  'TIMEOUT',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_ONLY',
  'PUBLICATION_EXPIRED',
  'CURSOR_EXPIRED',
  'UNAVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
])

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string().min(1), extensions: z.object({ code: z.string() }) }))
    .min(1)
    .optional(),
})

export type Answer = z.infer<typeof answerSchema>

/** What only we should read: stacks, files, statements, the engine's own words. */
const INSIDE = [
  /^\s*at .+:\d+/m,
  /node_modules|node:internal|file:\/\//,
  /[\w/-]+\.(ts|mjs|js|duckdb|parquet)\b/,
  /(^|\s)\/(tmp|home|root|srv|usr|var)\//,
  /\b(Binder|Catalog|Parser|Conversion|IO|Invalid Input|Internal|Constraint|Out of Range) Error\b/,
  /\bduckdb\b/i,
  /\bselect\b[^"]+\bfrom\b/i,
]

/** What a caller wrote may be quoted to the caller. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g

/** What is wrong with the answer to any request: nothing. */
export function problemsOf(
  answered: Answered,
  { sender: { scopes }, hasBody }: Pick<Request, 'sender' | 'hasBody'>,
): string[] {
  const { status, body, tookMs } = answered
  const problems: string[] = []
  if (tookMs > WITHIN_MS) problems.push(`it took ${Math.round(tookMs)} ms`)
  if (status >= 500 && status !== 503) problems.push(`status ${status}`)
  if (!hasBody || isOfNoQuestion(answered, scopes)) return problems
  const answer = answerOf(answered)
  if (!answer) return [...problems, `status ${status} with ${body.slice(0, 300) || 'nothing'}`]
  if (!scopes && answer.data) problems.push('nobody is answered')
  return [...problems, ...problemsOfErrors(status, answer)]
}

/** The body as an answer of GraphQL; undefined for anything else. */
export function answerOf({ headers, body }: Answered): Answer | undefined {
  const type = headers['content-type'] ?? ''
  const line = type.startsWith('text/event-stream') ? /^data: (.*)$/m : /^(\{.*\})\r?$/m
  const text = type.includes('json') ? body : (line.exec(body)?.[1] ?? '')
  return answerSchema.safeParse(parsedJson(text)).data
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Events that were taken, exports, the playground and the way to it, and what those who watch are told. */
function isOfNoQuestion(
  { status, headers, body }: Answered,
  scopes: readonly Scope[] | undefined,
): boolean {
  const type = headers['content-type'] ?? ''
  if (status === 302) return headers['location'] === '/graphql'
  if (body.startsWith('{"accepted":')) return scopes?.includes('ingest') === true
  if (status !== 200) return false
  if (headers['content-disposition'] !== undefined) return mayHave(body, scopes)
  if (type.startsWith('text/html')) return body.includes('<title>Lakegate</title>')
  if (body.startsWith('# HELP')) return scopes?.includes('operator') === true
  return body === 'ok\n' || body.startsWith('{"publicationId":')
}

/** The first line of a CSV names its columns. */
const PERSONAL = /^[^\n]*\b(name,email|phone|birth_date|shipping_address|notes)\b/

function mayHave(exported: string, scopes: readonly Scope[] = []): boolean {
  return scopes.includes('export') && (scopes.includes('pii') || !PERSONAL.test(exported))
}

function problemsOfErrors(status: number, { data, errors = [] }: Answer): string[] {
  if (errors.length === 0)
    return data && status === 200 ? [] : [`status ${status} without data or an error`]
  const codes = errors.map(({ extensions: { code } }) => code)
  const unknown = codes.filter((code) => !CODES.has(code)).map((code) => `the code ${code}`)
  const inside = errors
    .filter(({ message }) => INSIDE.some((sign) => sign.test(message.replaceAll(QUOTED, '""'))))
    .map(({ message }) => `it says ${message}`)
  const isOther = status === 503 && !codes.some((code) => ['UNAVAILABLE', 'TIMEOUT'].includes(code))
  return [...unknown, ...inside, ...(isOther ? [`503 for ${codes.join()}`] : [])]
}
