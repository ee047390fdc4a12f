import type { FormatName } from '../lakehouse/exports/formats.ts'
import type { ServedPublication } from '../lakehouse/serving/publication.ts'

/** `orders-2026-11-22.csv`: the local day as of which the publication is. */
export function fileName(
  name: string,
  format: FormatName,
  { asOf, businessTimezone }: Pick<ServedPublication, 'asOf' | 'businessTimezone'>,
): string {
  // The Swedish way to write a day is ISO's.
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: businessTimezone }).format(
    new Date(asOf),
  )
  return `${name}-${day}.${format}`
}
