import type { GraphQLError } from 'graphql'
import type { CustomerFilter } from '../lakehouse/serving/customers.ts'
import type { Context } from './context.ts'
import { refusal } from './refusal.ts'

/** `what` begins the sentence: "Customer.email". */
export function forbidden(what: string, scope: string): GraphQLError {
  return refusal('FORBIDDEN', `${what} needs the scope ${scope}`)
}

/** Who asks; an export is noted whatever it holds. */
interface Searching extends Pick<Context, 'scopes'>, Partial<Pick<Context, 'notePersonal'>> {}

/** Notes a filter that tells names and addresses of e-mail. Errors: `FORBIDDEN` to who may not see them. */
export function checkSearch(
  where: CustomerFilter | null | undefined,
  { scopes, notePersonal }: Searching,
): void {
  if (!where || !searches(where)) return
  if (!scopes.has('pii')) throw forbidden('CustomerFilter.search', 'pii')
  notePersonal?.()
}

function searches({ search, and, or, not }: CustomerFilter): boolean {
  if (search !== undefined && search !== null) return true
  return [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])].some(searches)
}
