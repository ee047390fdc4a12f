import type { InstantInput } from './instant.ts'

/** The publication to read instead of the current one: the latest not after `time`, or that one. */
export type AsOf = { readonly time: InstantInput } | { readonly publication: string }

export function asOfHeaders(asOf: AsOf | undefined): Record<string, string> {
  if (!asOf) return {}
  if ('publication' in asOf) return { 'lakegate-publication': asOf.publication }
  const { time } = asOf
  return { 'lakegate-as-of': typeof time === 'string' ? time : time.toISOString() }
}
