import { type SalesTable as Table, salesTable } from '../resolvers/sales.ts'
import { builder } from './builder.ts'
import { OF_PAGE } from './cost.ts'
import { Grain, SalesDimension } from './enums.ts'
import { DateRange } from './filters.ts'
import { SalesFilter, SalesHaving, SalesOrderBy } from './sales-filter.ts'
import { SalesRow } from './sales-row.ts'
import { SalesTotals } from './sales-totals.ts'

const SalesTable = builder.objectRef<Table>('SalesTable').implement({
  description: 'A slice of all sales.',
  fields: (t) => ({
    rows: t.field({
      type: [SalesRow],
      description: 'One a combination of keys that has a sale.',
      complexity: OF_PAGE,
      resolve: ({ rows }) => [...rows],
    }),
    totals: t.field({
      type: SalesTotals,
      description: 'Over all that `where` and `range` let through, before `having` and `first`.',
      resolve: ({ totals }) => totals(),
    }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether more rows fit than `first`.',
    }),
  }),
})

builder.queryField('sales', (t) =>
  t.field({
    type: SalesTable,
    description:
      'Any slice: up to three dimensions and a grain, rows filtered, groups filtered, ordered by a measure; else by period, then revenue, the highest first, then keys.',
    args: {
      by: t.arg({ type: [SalesDimension], description: 'What to cut by, at most three.' }),
      grain: t.arg({ type: Grain, description: 'Periods to cut by; none by default.' }),
      range: t.arg({ type: DateRange, description: 'The local day of the order; all by default.' }),
      where: t.arg({ type: SalesFilter, description: 'Which sales; all by default.' }),
      having: t.arg({ type: SalesHaving, description: 'Which rows; all by default.' }),
      orderBy: t.arg({ type: SalesOrderBy, description: 'A measure that leads the order.' }),
      first: t.arg.int({
        required: true,
        defaultValue: 100,
        description: 'At most so many rows, 1–10,000.',
      }),
    },
    resolve: (_root, args, context) => salesTable(args, context),
  }),
)
