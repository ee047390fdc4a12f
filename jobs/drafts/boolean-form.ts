import { quoteText } from '../../lakehouse/sql.ts'
import type { Form } from './form.ts'

const TRUE = 'true t 1 yes y sim s si sí ja j active ativo activo aktiv'.split(' ')
const FALSE = 'false f 0 no n não nao nein inactive inativo inactivo inaktiv'.split(' ')

/** How a column says yes and no; undefined: in words that are not known. */
export function booleanForm(values: readonly string[]): Form | undefined {
  const words = [...new Set(values.map((value) => value.toLowerCase()))]
  if (!words.every((word) => TRUE.includes(word) || FALSE.includes(word))) return undefined
  const others = words.filter((word) => word !== 'true' && word !== 'false')
  if (others.length === 0) return { sql: (column) => column }
  const cases = others.map((word) => `when ${quoteText(word)} then '${TRUE.includes(word)}'`)
  return { sql: (column) => `case lower(${column}) ${cases.join(' ')} else ${column} end` }
}
