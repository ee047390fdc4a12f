import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { csvSelect } from './csv.ts'

export interface Lines {
  /** Of the staged table. */
  readonly name: string
  /** Whose columns the lines have, in order. */
  readonly contract: Contract
  /** As `csvLine` gives them. */
  readonly lines: readonly string[]
}

/** Makes lines a table of the session; one of the same name goes. `folder` holds the file meanwhile. */
export async function stageLines(
  engine: Engine,
  folder: string,
  { name, contract, lines }: Lines,
): Promise<void> {
  const path = join(folder, `${name}.csv`)
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  await engine.stage(name, csvSelect(path, contract))
}
