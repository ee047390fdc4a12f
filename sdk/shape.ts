/** Scalars of the schema whose values JSON cannot hold, or does not check. */
export const SCALARS = ['BigInt', 'Date', 'DateTime', 'Decimal'] as const

export type ScalarName = (typeof SCALARS)[number]

/** Where an answer holds such scalars: by response key, whatever list, fragment or alias leads there. */
export interface Shape {
  readonly [key: string]: ScalarName | Shape
}
