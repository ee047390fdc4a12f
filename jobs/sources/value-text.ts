/**
 * A value of an SQL type as the text that silver reads: as SQL writes it, but no number with an exponent, what is nested
 * as JSON, and bytes that are text as that text.
 */
export function textOf(value: string, type: string): string {
  const plain = `cast(${value} as varchar)`
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return `case when contains(${plain}, 'e') then coalesce(cast(try_cast(${plain} as decimal(38, 10)) as varchar), ${plain}) else ${plain} end`
  }
  if (type === 'BLOB') return `coalesce(try(decode(${value})), ${plain})`
  return /^(STRUCT|MAP|UNION)\(|\]$/.test(type) ? `cast(to_json(${value}) as varchar)` : plain
}
