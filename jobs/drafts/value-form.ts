import type { ColumnType } from '../../lakehouse/contracts/contract.ts'
import { quoteText } from '../../lakehouse/sql.ts'
import { booleanForm } from './boolean-form.ts'
import { dateForm } from './date-form.ts'
import type { Form } from './form.ts'
import { numberForm, percentForm } from './number-form.ts'

/** Words for nothing in columns that are not of text. */
const NOTHING = /^(null|nil|none|nan|n\/?a|na|#n\/a|-+|\\n)$/i

const FORMS: Readonly<Record<ColumnType, (values: readonly string[]) => Form | undefined>> = {
  string: () => ({ sql: (column) => column }),
  integer: numberForm,
  bigint: numberForm,
  decimal: numberForm,
  double: numberForm,
  boolean: booleanForm,
  date: dateForm,
  timestamp: dateForm,
}

/** How a column's values are written, for a canonical column of a kind; undefined: they are of another kind. */
export function valueForm(
  values: readonly string[],
  { name, kind }: { readonly name: string; readonly kind: ColumnType },
): Form | undefined {
  const nothing =
    kind === 'string' ? [] : [...new Set(values.filter((value) => NOTHING.test(value)))]
  const said = values.filter((value) => !nothing.includes(value))
  if (values.length > 0 && said.length === 0) return undefined
  const form = name === 'discount_percent' ? percentForm(said) : FORMS[kind](said)
  if (form === undefined || nothing.length === 0) return form
  return {
    ...form,
    sql: (column) =>
      form.sql(nothing.reduce((sql, word) => `nullif(${sql}, ${quoteText(word)})`, column)),
  }
}
