/** The shop that Lakegate makes where none is named. */
export const SAMPLE = 'sample'

/** What is named of a shop. */
interface Named {
  readonly name?: string | undefined
  /** Where its files are; default: where its source puts them. */
  readonly from?: string | undefined
}

/** Whether a shop's files are made here: files of its form from elsewhere are a real shop's. */
export function isGenerated({ name, from }: Named): boolean {
  return name === SAMPLE && from === undefined
}
