import { expect, test } from 'vitest'
import { stagedOf } from '../../jobs/build/staged.ts'

const model = (name: string, ...reads: string[]) => ({ name, select: '', reads })
const MODELS = [
  model('staging.orders', 'bronze.orders'),
  model('staging.judged', 'staging.orders'),
  model('silver.orders', 'staging.judged'),
  model('silver.items', 'staging.orders', 'silver.orders'),
]

test('a select that several models read is staged, until the last table behind it is there', async () => {
  const dropped: string[] = []
  const staged = stagedOf(MODELS, async (name) => void dropped.push(name))
  expect(MODELS.map(({ name }) => name).filter(staged.isStaged)).toEqual(['staging.orders'])
  await staged.release('silver.items')
  expect(dropped).toEqual([])
  await staged.release('silver.orders')
  expect(dropped).toEqual(['staging.orders'])
  await staged.release('silver.orders')
  expect(dropped).toEqual(['staging.orders'])
})
