import {
  type DocumentNode,
  type ExecutionArgs,
  Kind,
  type OperationDefinitionNode,
  type ValidatedSubscriptionArgs,
  createSourceEventStream,
  print,
  validateSubscriptionArgs,
  visit,
} from 'graphql'
import { Following, type Source } from '../../resolvers/following.ts'
import { schema } from '../../schema/schema.ts'
import type { Caller } from '../callers/caller.ts'
import { type Asked, type Read, within } from '../questions/execution.ts'

/** A subscription that may be, before anybody is told anything. */
export interface Subscription {
  /** The same of those that are told the same. */
  readonly key: string
  readonly args: ValidatedSubscriptionArgs
  readonly source: Source
  readonly caller: Caller
  /** Its name, or nothing. */
  readonly operation: string
}

/** As a subscription asks: of what is current, and changing nothing. */
export function askedNow(
  caller: Caller,
  { stop, timeoutMs }: { readonly stop: AbortSignal; readonly timeoutMs: number },
): Asked {
  const endsAt = performance.now() + timeoutMs
  return { operation: undefined, headers: {}, caller, noteChange: () => {}, stop, endsAt }
}

/** Finds out what a subscription follows. Errors: `FORBIDDEN`, `BAD_USER_INPUT`, and those of `within`. */
export async function subscriptionOf(
  { document, operationName, variableValues }: ExecutionArgs,
  read: Read,
  asked: Asked,
): Promise<Subscription> {
  const args = validateSubscriptionArgs({ schema, document, operationName, variableValues })
  if (!('schema' in args)) throw args[0]!
  const { value } = await within(read, asked, async (contextValue) =>
    createSourceEventStream({ ...args, contextValue }),
  )
  if (!(value instanceof Following))
    throw 'errors' in value && value.errors ? value.errors[0]! : new Error('nothing is followed')
  const { caller } = asked
  return {
    key: keyOf(args, caller),
    args,
    source: value.source,
    caller,
    operation: args.operation.name?.value ?? '',
  }
}

/** Everything that what subscribers are told depends on. */
function keyOf(
  { document, operation, rawVariableValues }: ValidatedSubscriptionArgs,
  { scopes }: Caller,
): string {
  const own = cursorVariable(document, operation)
  const variables = Object.entries(rawVariableValues ?? {})
    .filter(([name]) => name !== own)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return JSON.stringify([print(document), operation.name?.value, variables, [...scopes].sort()])
}

/** The variable that says where to go on, and nothing else: it changes nothing of what is told. */
function cursorVariable(
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): string | undefined {
  const [field] = selectionSet.selections
  const after =
    field?.kind === Kind.FIELD
      ? field.arguments?.find(({ name }) => name.value === 'after')?.value
      : undefined
  if (after?.kind !== Kind.VARIABLE) return undefined
  const name = after.name.value
  let uses = 0
  visit(document, {
    Variable(node) {
      if (node.name.value === name) uses += 1
    },
  })
  // Its definition is one.
  return uses === 2 ? name : undefined
}
