import type { GraphQLError } from 'graphql'
import type { CustomerFilter } from '../lakehouse/serving/customers.ts'
import { refusal } from './refusal.ts'
import type { Scope } from './scope.ts'

/** `what` begins the sentence: "Customer.email". */
export function forbidden(what: string, scope: string): GraphQLError {
  return refusal('FORBIDDEN', `${what} needs the scope ${scope}`)
}

/** Errors: `FORBIDDEN` for a filter that tells names and addresses of e-mail to who may not see them. */
export function checkSearch(
  where: CustomerFilter | null | undefined,
  scopes: ReadonlySet<Scope>,
): void {
  if (!scopes.has('pii') && where && searches(where))
    throw forbidden('CustomerFilter.search', 'pii')
}

function searches({ search, and, or, not }: CustomerFilter): boolean {
  if (search !== undefined && search !== null) return true
  return [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])].some(searches)
}
