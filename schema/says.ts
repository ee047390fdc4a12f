import type { Contract } from '../lakehouse/contracts/contract.ts'

/** Describes a field as the table's contract does its column: meaning, then unit. */
export function sayings<T extends Contract>({ columns }: T) {
  return (name: keyof T['columns'] & string): { readonly description: string } => {
    const { meaning, unit } = columns[name]!
    return { description: unit === undefined ? meaning : `${meaning} Unit: ${unit}.` }
  }
}
