import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leaseEarlier } from '../../gateway/questions/earlier.ts'
import { openArchive } from '../../lakehouse/archive.ts'
import { servingFile } from '../../lakehouse/publication.ts'
import type { ServedPublication } from '../../lakehouse/serving/publication.ts'
import { openServing } from '../../lakehouse/serving/serving.ts'
import { sql } from '../../lakehouse/sql.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { published } from '../lakehouse/published.ts'
import { PUBLICATION, writeFixture } from '../serving/fixture.ts'

const OPEN = sql`select count(*) as files from duckdb_databases() where path like '%.duckdb'`
const EARLIER = ['p1', 'p2', 'p3', 'p4', 'p5']
const now = published('p0', PUBLICATION.publishedAt)

async function openLake() {
  const lake = await temporaryFolder()
  mkdirSync(join(lake.path, 'serving'))
  for (const publicationId of ['p0', ...EARLIER])
    await writeFixture(servingFile(lake.path, publicationId), {}, { ...now, publicationId })
  return lake
}

test('a caller that leaves before its publication is open holds nothing', async () => {
  await using lake = await openLake()
  await using serving = await openServing()
  await serving.publish(servingFile(lake.path, 'p0'))
  await using archive = openArchive({ lake: lake.path })
  const lease = (publicationId: string, stop = new AbortController()) => {
    const publication = { ...now, publicationId, version: 1, keptUntil: null }
    return leaseEarlier({ serving, archive }, publication, stop.signal)
  }

  const leaving = new AbortController()
  const left = lease('p1', leaving)
  leaving.abort()
  await expect(left).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
  await expect(lease('p1', leaving)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
  for (const publicationId of EARLIER.slice(1)) (await lease(publicationId))[Symbol.dispose]()

  using current = serving.lease()
  await expect.poll(() => current.rows(OPEN)).toEqual([{ files: 5n }])
})

test('a file that is removed between being found and being opened is looked for once more', async () => {
  await using lake = await openLake()
  await using serving = await openServing()
  await using archive = openArchive({ lake: lake.path })
  const found = [join(lake.path, 'removed.duckdb')]
  const late = {
    ...archive,
    file: async (of: ServedPublication) => found.pop() ?? archive.file(of),
  }
  const publication = { ...now, version: 1, keptUntil: null }
  using lease = await leaseEarlier(
    { serving, archive: late },
    publication,
    new AbortController().signal,
  )
  expect(lease.publication.publicationId).toBe('p0')
})
