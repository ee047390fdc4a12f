import { createInterface } from 'node:readline'
import { startChild } from '../child.ts'
import type { Peer } from './peer.ts'

export const DUCKDB = 'DuckDB alone'

/** DuckDB alone: no HTTP, and rows of numbers instead of JSON but for the first answer. */
export async function startDuckdb(servingFile: string): Promise<Peer> {
  const child = startChild(process.execPath, ['bench/raw.ts', servingFile])
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]()
  return {
    name: DUCKDB,
    pids: [child.pid],
    asking({ statements }) {
      let isFirst = true
      return async () => {
        child.stdin.write(`${isFirst ? '?' : ''}${JSON.stringify(statements)}\n`)
        isFirst = false
        const line = await answers.next()
        return JSON.parse(line.done === true ? 'null' : line.value)
      }
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  }
}
