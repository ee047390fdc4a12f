import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import DirectivesPlugin from '@pothos/plugin-directives'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin, { type AuthFailure } from '@pothos/plugin-scope-auth'
import { type GraphQLSchema, isObjectType } from 'graphql'
import type { Context } from '../resolvers/context.ts'
import type { Scope } from '../resolvers/scope.ts'
import { forbidden } from '../resolvers/scopes.ts'
import { badInput } from '../resolvers/refusal.ts'
import { type GlobalId, decodeGlobalId, encodeGlobalId } from '../resolvers/global-id.ts'
import { costOfField } from './cost.ts'

export const builder = new SchemaBuilder<{
  Context: Context
  AuthScopes: Record<Scope, boolean>
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    /** A count of a table is a bigint; one that is no 32-bit integer is an error. */
    Int: { Input: number; Output: number | bigint }
    Decimal: { Input: string; Output: string }
    BigInt: { Input: bigint; Output: bigint }
    Date: { Input: string; Output: string }
    DateTime: { Input: string; Output: string }
  }
  Directives: { live: { locations: 'FIELD_DEFINITION' | 'OBJECT' } }
}>({
  // Whether one may is asked before anything else is.
  plugins: [ScopeAuthPlugin, ComplexityPlugin, RelayPlugin, DirectivesPlugin],
  scopeAuth: {
    // Who may not is told at once, not with each event.
    authorizeOnSubscribe: true,
    authScopes: ({ scopes }) => ({
      read: scopes.has('read'),
      pii: scopes.has('pii'),
      export: scopes.has('export'),
      ingest: scopes.has('ingest'),
      operator: scopes.has('operator'),
    }),
    unauthorizedError: (_parent, _context, { parentType, fieldName }, { failure }) =>
      forbidden(`${parentType.name}.${fieldName}`, neededScope(failure)),
  },
  complexity: { fieldComplexity: costOfField },
  defaultFieldNullability: false,
  directives: { useGraphQLToolsUnorderedDirectives: true },
  relay: {
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: decodeGlobalId,
    idFieldOptions: { description: 'Global: names this object among all of every type.' },
    nodeTypeOptions: { description: 'An object with a global id.' },
    nodeQueryOptions: {
      description: 'Any object by its global id; null when it is not there.',
      args: { id: { description: 'As `id` of any object gives it.' } },
      resolve: (...[, { id }, , { schema }, load]) => load(ofNode(id, schema)),
    },
    nodesQueryOptions: {
      description: 'Objects by their global ids, in their order; null where one is not there.',
      args: { ids: { description: 'At most 100.' } },
      resolve: (...[, { ids }, , { schema }, load]) => load(nodesOf(ids, schema)),
    },
    pageInfoTypeOptions: { description: 'Where a page lies among all that fit.' },
    hasNextPageFieldOptions: { description: 'Whether more follow.' },
    hasPreviousPageFieldOptions: { description: 'Whether more come before.' },
    startCursorFieldOptions: {
      description: 'The cursor of the first edge; null for an empty page.',
    },
    endCursorFieldOptions: { description: 'The cursor of the last edge; null for an empty page.' },
  },
})

builder.queryType({
  description:
    'A shop’s answers, all of one publication: customers, products, orders, sales and cohorts.',
  authScopes: { read: true },
})

builder.mutationType({
  description: 'What changes something: asked for by POST.',
  authScopes: { operator: true },
})

/** Errors: `BAD_USER_INPUT` for an id of a type that has no objects of its own. */
function ofNode(id: GlobalId, schema: GraphQLSchema): GlobalId {
  const type = schema.getType(id.typename)
  if (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')) return id
  throw badInput(`${id.typename} has no objects that can be loaded by a global id`)
}

const NODES_MAX = 100

/** Errors: `BAD_USER_INPUT` for more than 100 ids, and as `ofNode`. */
function nodesOf(ids: readonly GlobalId[], schema: GraphQLSchema): GlobalId[] {
  if (ids.length > NODES_MAX) throw badInput(`ids may list ${NODES_MAX}, not ${ids.length}`)
  return ids.map((id) => ofNode(id, schema))
}

/** What is needed is told in the parts of what failed. */
function neededScope(failure: AuthFailure): string {
  if ('scope' in failure) return failure.scope
  const [part] = 'failures' in failure ? failure.failures : []
  return part ? neededScope(part) : 'of its type'
}
