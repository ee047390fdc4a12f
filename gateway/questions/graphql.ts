import { refusal } from '../../resolvers/refusal.ts'
import { asksStream, stream } from '../live/sse.ts'
import { type Answer, answerOf, keyOf, send } from './answers.ts'
import {
  type AnswerOptions,
  type Answering,
  type Asking,
  type Given,
  LEFT,
  notesOf,
  serverContext,
} from './asking.ts'
import { readBody } from './body.ts'
import { type Notes, yoga } from './yoga.ts'

/** Answers one question, or gives the answer that was given before. Errors: `PAYLOAD_TOO_LARGE`. */
export async function answer(
  asking: Asking,
  answering: Answering,
  options: AnswerOptions,
): Promise<Given> {
  const { request, response, caller } = asking
  const { answers, serving } = answering
  const isGet = request.method === 'GET'
  const body = isGet ? undefined : await readBody(request, options.limits.maxBytes)
  if (asksStream(request)) {
    const streamed = await stream({ ...asking, body }, answering, options)
    if (streamed) return streamed
  }
  const publication = serving.current()
  const key = publication && keyOf(request, body, { caller, ...publication })
  const known = key === undefined ? undefined : answers.get(key)
  response.setHeader('cache-status', `lakegate; ${known ? 'hit' : 'fwd=miss'}`)
  const given = known ?? (await made(asking, answering, { ...options, body, key, publication }))
  send(request, response, given)
  return { ...given, isKept: known !== undefined }
}

interface Question extends AnswerOptions {
  readonly body: Buffer | undefined
  /** The same of equal questions to the same publication. */
  readonly key: string | undefined
  readonly publication: Notes['publication']
}

const NO_SUCH_FORM =
  'answers are application/graphql-response+json or application/json: the Accept header asks for neither'

async function made(asking: Asking, answering: Answering, question: Question): Promise<Answer> {
  const { request, response } = asking
  const { body, key, publication } = question
  const notes = notesOf(publication)
  const left = new AbortController()
  response.once('close', () => left.abort(LEFT))
  // Yoga knows the type in lower case alone; that it is JSON was checked.
  if (body) Object.assign(request, { body }).headers['content-type'] = 'application/json'
  const answered = await yoga.handleNodeRequestAndResponse(
    request,
    response,
    serverContext(asking, answering, { ...question, notes, left: left.signal }),
  )
  if (answered.status === 406)
    throw refusal('BAD_USER_INPUT', NO_SUCH_FORM, { http: { status: 406 } })
  const { executed, operation, code } = notes
  const given = await answerOf(answered, {
    isGet: !body,
    operation,
    code,
    publicationId: executed?.publication.publicationId,
    isPersonal: executed?.isPersonal ?? false,
  })
  // The key names the current publication: an answer of an earlier one is not its answer.
  if (key && executed?.isRepeatable && executed.publication === publication)
    answering.answers.keep(key, given)
  return given
}
