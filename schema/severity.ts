import { builder } from './builder.ts'

/** Any word that the table holds is checked when it is written out. */
const SEVERITIES: Readonly<Record<string, { description: string }>> = {
  INFO: { description: 'Worth knowing.' },
  WARNING: { description: 'Look at it today.' },
  CRITICAL: { description: 'Look at it now.' },
}

export const Severity = builder.enumType('Severity', {
  description: 'How much attention something needs.',
  values: SEVERITIES,
})
