import { createHash } from 'node:crypto'

/** Equal for equal parts, in order; SHA-256, 32 hexadecimal digits. */
export function fingerprint(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
