import { expect, test } from 'vitest'
import { readsOf } from '../../jobs/build/model.ts'
import { refuseCycles } from '../../jobs/build/relations.ts'
import { selectModels } from '../../jobs/build/select.ts'

const model = (name: string, ...reads: string[]) => ({ name, select: '', reads })
const MODELS = [
  model('staging.orders', 'bronze.orders'),
  model('silver.orders', 'staging.orders', 'run_parameters'),
  model('gold.sales', 'silver.orders'),
  model('gold.cohorts', 'gold.sales'),
]

test.each([
  { selections: [], selects: ['gold.cohorts', 'gold.sales', 'silver.orders', 'staging.orders'] },
  { selections: ['gold.sales'], selects: ['gold.sales'] },
  { selections: ['gold.sales+'], selects: ['gold.cohorts', 'gold.sales'] },
  {
    selections: ['+gold.sales'],
    selects: ['gold.sales', 'silver.orders', 'staging.orders'],
  },
  { selections: ['gold.cohorts', 'silver.orders'], selects: ['gold.cohorts', 'silver.orders'] },
])('--select $selections takes $selects', ({ selections, selects }) => {
  expect([...selectModels(MODELS, selections)].toSorted()).toEqual(selects)
})

test('a model that is not there is named with the ones that are', () => {
  expect(() => selectModels(MODELS, ['gold.sale'])).toThrow(/--select gold.sale: .*gold.sales/)
})

test('models that read each other are named in order', () => {
  const models = [model('gold.a', 'gold.b'), model('gold.b', 'gold.c'), model('gold.c', 'gold.b')]
  expect(() => refuseCycles(models)).toThrow('gold.b → gold.c → gold.b')
})

test('what a model reads is what its body names, not its comments, columns or CTEs', () => {
  const select = `-- from gold.not_this
    with orders as (select * from silver.orders)
    select orders.gold from orders inner join run_as_of on true -- join gold.nor_this`
  expect(readsOf(select)).toEqual(['run_as_of', 'silver.orders'])
})
