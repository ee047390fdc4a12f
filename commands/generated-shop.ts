import type { Config } from '../config.ts'

/** The shop that Lakegate makes where none is named. */
export const SAMPLE = 'sample'

/** Whether a shop's files are made here: files of its form from elsewhere are a real shop's. */
export function isGenerated({ name, from }: Config['source']): boolean {
  return name === SAMPLE && from === undefined
}
