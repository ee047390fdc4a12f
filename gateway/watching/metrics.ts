import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Queue } from '../questions/queue.ts'

type Way = 'rows' | 'scan'

/** What an operator counts. */
export interface Metrics {
  /** `code`: `OK`, or the first error's. */
  readonly answered: (answer: {
    readonly operation: string
    readonly code: string
    readonly isKept: boolean
    readonly seconds: number
  }) => void
  readonly statement: (way: Way | 'live', seconds: number) => void
  /** Results that went to a subscriber. */
  readonly told: (results: number) => void
  /** A subscriber that took too little was cut. */
  readonly cut: () => void
  /** In the text format of Prometheus. */
  readonly text: () => Promise<string>
}

export interface Watched {
  readonly queues: Readonly<Record<Way, Queue>>
  /** undefined before the first. */
  readonly publishedAt: () => string | undefined
  /** Subscriptions that are open. */
  readonly subscribers: () => number
}

/** Names are the callers', and a series is kept for each: later ones are counted together. */
const OPERATIONS_MAX = 200
const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]

export function openMetrics(watched: Watched): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'lakegate_request_seconds',
    help: 'Questions, by operation, code and cache.',
    labelNames: ['operation', 'code', 'cache'],
    buckets: SECONDS,
    registers,
  })
  const statements = new Histogram({
    name: 'lakegate_statement_seconds',
    help: 'Statements: rows find theirs, scans read a large table whole, live ones the tables as they are now.',
    labelNames: ['way'],
    buckets: SECONDS,
    registers,
  })
  const told = new Counter({
    name: 'lakegate_subscription_results_total',
    help: 'Results that went to subscribers.',
    registers,
  })
  const cut = new Counter({
    name: 'lakegate_subscribers_cut_total',
    help: 'Subscribers that were cut since they took too little.',
    registers,
  })
  watch(registry, watched)
  const operations = new Set<string>()
  let isWhole = false

  return {
    answered({ operation, code, isKept, seconds }) {
      if (operations.size < OPERATIONS_MAX) operations.add(operation)
      requests.observe(
        {
          operation: operations.has(operation) ? operation : 'other',
          code,
          cache: isKept ? 'hit' : 'miss',
        },
        seconds,
      )
    },
    statement: (way, seconds) => statements.observe({ way }, seconds),
    told: (results) => told.inc(results),
    cut: () => cut.inc(),
    async text() {
      // They watch the process from then on, so only where somebody looks.
      if (!isWhole) collectDefaultMetrics({ register: registry })
      isWhole = true
      return await registry.metrics()
    },
  }
}

function watch(registry: Registry, { queues, publishedAt, subscribers }: Watched): void {
  const waiting = new Gauge({
    name: 'lakegate_statements_waiting',
    help: 'Statements that wait for their turn.',
    labelNames: ['way'],
    registers: [],
    collect() {
      this.set({ way: 'rows' }, queues.rows.waiting())
      this.set({ way: 'scan' }, queues.scan.waiting())
    },
  })
  const age = new Gauge({
    name: 'lakegate_publication_age_seconds',
    help: 'Since the served publication was made; nothing before the first.',
    registers: [],
    collect() {
      const at = publishedAt()
      if (at !== undefined) this.set((Date.now() - Date.parse(at)) / 1000)
    },
  })
  const open = new Gauge({
    name: 'lakegate_subscribers',
    help: 'Subscriptions that are open.',
    registers: [],
    collect() {
      this.set(subscribers())
    },
  })
  registry.registerMetric(waiting)
  registry.registerMetric(open)
  registry.registerMetric(age)
}
