// A process that answers questions with DuckDB alone: `node raw.ts FILE` reads lines of JSON, each a list of statements.
// A line that begins with `?` is answered with the rows, every other with a word.
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'

const instance = await DuckDBInstance.create(process.argv[2], { access_mode: 'READ_ONLY' })
const connection = await instance.connect()

for await (const line of createInterface(process.stdin)) {
  const isShown = line.startsWith('?')
  const shown = []
  for (const statement of z.array(z.string()).parse(JSON.parse(line.slice(isShown ? 1 : 0)))) {
    const reader = await connection.runAndReadAll(statement)
    if (isShown) shown.push(reader.getRowObjectsJson())
    else reader.getRowsJS()
  }
  process.stdout.write(
    isShown ? `${JSON.stringify(Object.fromEntries(shown.entries()))}\n` : '"done"\n',
  )
}
