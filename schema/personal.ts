import type { Context } from '../resolvers/context.ts'

/** Of fields that tell who a person is: for the scope `pii` alone, and whoever reads one is noted. */
export const personal = {
  authScopes: (...[, , { scopes, notePersonal }]: [unknown, unknown, Context]) => {
    if (scopes.has('pii')) notePersonal()
    return { pii: true }
  },
}
