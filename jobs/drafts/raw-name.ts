import { quoteName } from '../../lakehouse/sql.ts'

/** Words that SQL keeps for itself and that shops name columns with. */
const RESERVED = new Set(
  'all and any array as asc both case cast check collate column constraint create default desc describe distinct do else end except false fetch for foreign from group having in into lateral leading limit not null offset on only or order placing primary references returning select show some summarize table then to trailing true union unique using variadic when where window with'.split(
    ' ',
  ),
)

/** A raw column as SQL, in quotes only where it must be. */
export function rawName(column: string): string {
  return /^[a-z_]\w*$/.test(column) && !RESERVED.has(column) ? column : quoteName(column)
}
