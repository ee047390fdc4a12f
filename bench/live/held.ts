/** What must hold, and whether it does. */
export type Held = readonly [what: string, holds: string]

export function atLeast(reached: number, limit: number): string {
  return reached >= limit
    ? `yes: ${reached.toFixed(1)} ≥ ${limit}`
    : `no: ${reached.toFixed(1)} < ${limit}`
}

export function atMost(reached: number, limit: number): string {
  return reached <= limit
    ? `yes: ${reached.toFixed(1)} ≤ ${limit}`
    : `no: ${reached.toFixed(1)} > ${limit}`
}
