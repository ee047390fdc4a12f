import { type ExecutionResult, executeSubscriptionEvent } from 'graphql'
import { shownError } from '../../resolvers/failure.ts'
import type { Picked } from '../../resolvers/following.ts'
import { type Read, within } from '../questions/execution.ts'
import type { Log } from '../watching/log.ts'
import { resultPayload } from './frames.ts'
import { type Subscription, askedNow } from './subscription.ts'

/** What results are made from. */
export interface Telling {
  readonly read: Read
  /** Of the statements of one read's events. */
  readonly timeoutMs: number
  readonly log: Log
}

/** The results of events that came together. */
export interface Results {
  /** JSON, one an event in their order; undefined for what was not asked for. */
  readonly payloads: readonly (string | undefined)[]
  readonly isPersonal: boolean
  readonly publicationId: string
}

/** Who asks for them, where statements take turns. */
const NAME = 'subscriptions'

/** Runs a subscription once for each event, on one publication, with loaders that all share. Errors: those of `within`. */
export async function resultsOf(
  { args, caller }: Subscription,
  picked: readonly Picked[],
  { read, timeoutMs, log }: Telling,
): Promise<Results> {
  const asked = askedNow({ ...caller, name: NAME }, { stop: NEVER, timeoutMs })
  const { value, isPersonal, publication } = await within(read, asked, (contextValue) =>
    Promise.all(
      picked.map(async ({ root, isWanted }) => {
        if (isWanted && !(await isWanted(contextValue))) return undefined
        const result = await executeSubscriptionEvent({ ...args, rootValue: root, contextValue })
        return resultPayload(shown(result, log))
      }),
    ),
  )
  return { payloads: value, isPersonal, publicationId: publication.publicationId }
}

const NEVER = new AbortController().signal

function shown(result: ExecutionResult, log: Log): ExecutionResult {
  if (!result.errors) return result
  const tell = (error: unknown) => log.error({ err: error }, 'an event could not be told')
  return { ...result, errors: result.errors.map((error) => shownError(error, NAME, tell)) }
}
