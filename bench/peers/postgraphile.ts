import { join } from 'node:path'
import { startChild } from '../child.ts'
import { urlOf } from '../first-answer.ts'
import { query } from '../http.ts'
import type { Question, QuestionId } from '../questions.ts'
import { installed } from './installed.ts'
import type { Peer } from './peer.ts'
import { startPostgresql } from './postgresql.ts'

export const POSTGRAPHILE = 'PostGraphile'

/** The questions as PostGraphile spells them; it sums nothing up, so there is no slice. */
const DOCUMENTS: Partial<Record<QuestionId, (question: Question) => string>> = {
  revenue:
    () => `{ allSalesMetrics(condition: { dimension: "TOTAL", grain: "MONTH" }, orderBy: [PERIOD_START_ASC]) {
    nodes { periodStart orders revenue uniqueCustomers growthPercent } } }`,
  top: () => `{ allProductPerformances(first: 20, orderBy: [REVENUE_DESC]) {
    nodes { orders unitsSold revenue productId name } } }`,
  page: () => `{ allCustomers(first: 50, filter: { countryCode: { equalTo: "BR" }, clv: { greaterThan: 100 } }, orderBy: [CLV_DESC]) {
    nodes { customerId name city country tenureDays } pageInfo { hasNextPage endCursor } } }`,
  one: ({ customerId }) =>
    `{ customerByCustomerId(customerId: "${customerId}") { name city segment revenue clv } }`,
  cohorts:
    () => `{ allCohorts(condition: { basis: "FIRST_ORDER" }, filter: { monthsSince: { lessThan: 12 } },
    orderBy: [COHORT_MONTH_ASC, MONTHS_SINCE_ASC]) { nodes { cohortMonth customers monthsSince retention revenue } } }`,
  nested: () => `{ allCustomers(first: 50, orderBy: [CUSTOMER_ID_ASC]) {
    nodes { name ordersByCustomerId(first: 5, orderBy: [ORDER_DATE_DESC]) { nodes { orderDate totalAmount } } } } }`,
}

/**
 * PostGraphile in one process, over a PostgreSQL with the serving file's tables, indexed for the questions.
 *
 * Errors: where PostgreSQL is not there or a package cannot be had.
 */
export async function startPostgraphile(servingFile: string): Promise<Peer> {
  await using starting = new AsyncDisposableStack()
  const postgresql = starting.use(await startPostgresql(servingFile))
  const folder = await installed({
    name: 'postgraphile',
    manifest: 'package.json',
    commands: [
      ['npm', 'install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'],
    ],
  })
  const environment = {
    ...postgresql.environment,
    NODE_ENV: 'production',
    GRAPHILE_ENV: 'production',
  }
  const server = starting.use(
    startChild(process.execPath, [join(folder, 'server.mjs')], { environment }),
  )
  const url = await urlOf(server.stdout)
  const started = starting.move()
  return {
    name: POSTGRAPHILE,
    pids: [server.pid, postgresql.pid],
    asking(question) {
      const document = DOCUMENTS[question.id]?.(question)
      return document === undefined ? undefined : () => query(`${url}/graphql`, document)
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}
