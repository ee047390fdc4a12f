// A process that answers questions with DuckDB alone: `node raw.ts FILE` reads lines of JSON, each a list of statements.
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'

const instance = await DuckDBInstance.create(process.argv[2], { access_mode: 'READ_ONLY' })
const connection = await instance.connect()

for await (const line of createInterface(process.stdin)) {
  for (const statement of z.array(z.string()).parse(JSON.parse(line))) {
    const reader = await connection.runAndReadAll(statement)
    reader.getRowsJS()
  }
  process.stdout.write('done\n')
}
