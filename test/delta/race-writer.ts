import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { sales } from '../engines/sales.ts'

/** A process that appends one sale a commit: `node race-writer.ts <lake> <writer> <commits>`. */
const [lake, writer, commits] = process.argv.slice(2)
await using engine = await openDuckdb({
  lake: lake!,
  memoryLimit: '256MB',
  threads: 1,
  connections: 1,
})
for (let commit = 1; commit <= Number(commits); commit++) {
  const select = `select ${Number(writer) * 1000 + commit} as sale_id, 'w${writer}' as month, 1 as revenue`
  await engine.write(sales, select, {
    mode: 'append',
    txn: { appId: `writer-${writer}`, version: commit },
  })
}
