import type { SetAside } from '../jobs/trials/set-aside.ts'
import type { Trial } from '../jobs/trials/trial.ts'
import { grouped, print, printTable } from './terminal.ts'

/** Tells a person what came of trying a source. */
export function printTrial(trial: Trial, shop: { name: string; from: string }): void {
  const { raw, tables, quarantined, unreadable, broken, problems } = trial
  printPart(
    ['raw table', 'files', 'rows', 'columns that no SQL reads'],
    raw.map(({ table, files, rows, unread }) => [
      table,
      grouped(files),
      grouped(rows),
      unread.join(' '),
    ]),
  )
  printPart(
    ['canonical table', 'rows', ''],
    tables.map(({ table, rows, isGiven }) => [
      table,
      rows === undefined ? '' : grouped(rows),
      isGiven ? '' : `no ${table}.sql`,
    ]),
  )
  const aside = [...unreadable, ...quarantined]
  printPart(['set aside', 'rule', 'rows', 'first at', 'why'], aside.flatMap(asideRows))
  if (aside.some(({ rule }) => rule === 'unknown_status'))
    print('Say what unknown words of states mean under "statusWords" in source.json.\n')
  printPart(
    ['check', 'severity', 'rows'],
    broken.map(({ table, rule, severity, failed }) => [
      `${table} ${rule}`,
      severity,
      grouped(failed),
    ]),
  )
  const isWithout = (name: string) =>
    tables.some(({ table, isGiven }) => table === name && !isGiven)
  if (isWithout('orders') || isWithout('order_items'))
    print('There are no sales without orders.sql and order_items.sql.\n')
  for (const problem of problems) print(`problem: ${problem}`)
  print(
    problems.length === 0
      ? `${shop.name} can be built: lakegate build --source ${shop.name} --from ${shop.from}`
      : `${shop.name} cannot be built yet`,
  )
}

function printPart(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) return
  printTable(headings, rows)
  print('')
}

/** The rule with all its rows, then each example with its own. */
function asideRows({ table, rule, rows, examples }: SetAside): string[][] {
  const [first, ...others] = examples.map(({ place, reason, rows: alike }) => [
    grouped(alike),
    place,
    reason,
  ])
  if (others.length === 0) return [[table, rule, ...first!]]
  return [
    [table, rule, grouped(rows), '', ''],
    ...[first!, ...others].map((example) => ['', '', ...example]),
  ]
}
