/** What one request may ask for. */
export interface Limits {
  /** Values of an answer, counted as if every list and page were full. */
  readonly maxCost: number
  /** Fields within fields. */
  readonly maxDepth: number
  /** Words and signs of a document. */
  readonly maxTokens: number
  /** Of a body. */
  readonly maxBytes: number
}
