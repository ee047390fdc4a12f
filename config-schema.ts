import { Cron } from 'croner'
import { z } from 'zod'
import { timezone } from './lakehouse/timezone.ts'

const money = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as "12.50"')
/** `true` and `false`, also as an environment has them. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])
const count = z.coerce.number().int().positive()

function comes(pattern: string): boolean {
  try {
    return new Cron(pattern, { paused: true }).nextRun() !== null
  } catch {
    return false
  }
}

/** Every key with its default; a key that is not here is an error. */
export const configSchema = z.strictObject({
  lake: z.string().default('./data/lake').describe('The folder that holds the tables.'),
  host: z.string().default('127.0.0.1').describe('The address that the gateway listens on.'),
  port: z.coerce.number().int().min(0).max(65_535).default(4000).describe('0 takes any free port.'),
  engine: z.enum(['duckdb']).default('duckdb').describe('Where jobs run.'),
  sources: z.array(z.string()).default([]).describe('Folders of sources outside the project.'),
  source: z
    .strictObject({
      name: z
        .string()
        .optional()
        .describe('The shop: a folder of jobs/sources/, or of `sources`. Default: sample.'),
      from: z.string().optional().describe("The folder of the shop's raw files."),
      timezone: timezone
        .optional()
        .describe("Of timestamps without an offset. Default: the source's own, else UTC."),
    })
    .prefault({}),
  business: z
    .strictObject({
      timezone: timezone
        .optional()
        .describe("Days, weeks and months are cut in it. Default: the source's own, else UTC."),
      acquisitionCost: money.default('0').describe('Of a customer whose source names none.'),
      expectedLifetimeMonths: count
        .default(36)
        .describe('How long a customer is expected to stay: clv.'),
      minimumTenureMonths: count
        .default(12)
        .describe('The floor of the months that clv divides by.'),
      priceBands: z
        .tuple([money, money, money])
        .refine(
          ([budget, mid, premium]) => Number(budget) < Number(mid) && Number(mid) < Number(premium),
          'must be three amounts, each above the one before',
        )
        .default(['25', '100', '500'])
        .describe(
          'Below the first BUDGET, below the second MID, below the third PREMIUM, else LUXURY.',
        ),
    })
    .prefault({}),
  recommender: z
    .strictObject({
      minBaskets: count
        .optional()
        .describe('Fewest baskets of a pair. Default: max(2, ⌈baskets ÷ 10,000⌉).'),
    })
    .prefault({}),
  events: z
    .strictObject({
      kafka: z
        .strictObject({
          brokers: z
            .array(z.string().regex(/^[^:\s]+:\d+$/, 'must be a host and a port: broker:9092'))
            .default([])
            .describe('Apache Kafka, host:port each. Default: a file in the lake.'),
          tls: flag.default(false).describe('Whether brokers are spoken to through TLS.'),
          ca: z.string().optional().describe('The PEM file of the authority that signed them.'),
          sasl: z
            .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
            .optional()
            .describe('How to say who asks.'),
          username: z.string().optional().describe('For sasl.'),
          password: z.string().optional().describe('For sasl.'),
          topics: z
            .strictObject({
              pageViews: z.string().default('page_views').describe('The topic of page views.'),
              cartEvents: z.string().default('cart_events').describe('The topic of carts.'),
              orders: z.string().default('orders').describe('The topic of purchases.'),
              deadLetters: z
                .string()
                .default('dead_letters')
                .describe('The topic of what was refused.'),
              recommendations: z
                .string()
                .default('recommendations')
                .describe('The topic of what goes with an order.'),
            })
            .prefault({}),
        })
        .refine(
          ({ sasl, username, password }) => !sasl || (username && password),
          'needs username and password beside sasl',
        )
        .prefault({}),
      partitions: count.default(4).describe('Of each topic, where Lakegate makes it.'),
      retentionDays: count
        .default(7)
        .describe('How long the log keeps messages, and an id that comes again counts once.'),
      maxBytes: count.default(10_000_000).describe('Of the body of POST /events, unpacked.'),
    })
    .prefault({}),
  stream: z
    .strictObject({
      batchSize: count.default(1000).describe('Events that are read at once.'),
      commitSeconds: count.default(5).describe('Events become rows at least this often.'),
      commitEvents: count.default(10_000).describe('Events become rows when there are so many.'),
      allowedLateness: z.coerce
        .number()
        .int()
        .min(0)
        .default(120)
        .describe('Seconds that an event may come after later ones and be in its minute.'),
      promoteSimulated: flag
        .optional()
        .describe(
          'Whether simulated purchases become orders, of the generated sample. Default: true.',
        ),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      silenceMinutes: count
        .default(60)
        .describe('No event for so long, on a lake that had some, is an alert.'),
      lag: count.default(100_000).describe('So many events that wait to become rows are an alert.'),
      deadLetterShare: z.coerce
        .number()
        .gt(0)
        .max(1)
        .default(0.05)
        .describe('Such a share of refused messages, of 100 or more in ten minutes, is an alert.'),
    })
    .prefault({}),
  simulate: z
    .strictObject({
      rate: z.coerce.number().positive().default(5).describe('Events a second, on average.'),
      seed: count.default(1).describe('Another seed, other visits.'),
    })
    .prefault({}),
  schedule: z
    .strictObject({
      build: z
        .string()
        .refine(comes, 'must be a time that comes, as cron has it: "*/10 * * * *"')
        .optional()
        .describe('When to build, as cron has it. Default: of the sample alone, */10 * * * *.'),
      vacuumDays: z.coerce
        .number()
        .min(0)
        .optional()
        .describe(
          'Once a day, after a scheduled build, files that no kept publication needs are deleted if they were replaced so many days ago. Default: 7, of the sample 1.',
        ),
      timezone: timezone.default('UTC').describe('In which schedules are told.'),
    })
    .prefault({}),
  sample: z
    .strictObject({
      orders: count.default(5000).describe('How many orders the sample shop has.'),
      seed: count.default(1).describe('Another seed, another shop.'),
      end: z.iso
        .date()
        .optional()
        .describe('Its last day. Default: the last whole day before it is made.'),
    })
    .prefault({}),
  serving: z
    .strictObject({
      keep: count
        .default(30)
        .describe(
          'Days for which the last publication of a day can be read after a later one took its place.',
        ),
      keepAll: count.default(1).describe('Days for which each of them can be read.'),
      cacheBytes: z.coerce
        .number()
        .int()
        .min(0)
        .default(32_000_000)
        .describe('Of answers that are kept, since a publication does not change; 0: none.'),
    })
    .prefault({}),
  query: z
    .strictObject({
      timeoutSeconds: count.default(10).describe('A query that takes longer is stopped.'),
      maxCost: count
        .default(2_000_000)
        .describe('Values that an answer may have, every list and page counted as full.'),
      maxDepth: count.default(20).describe('Fields within fields.'),
      maxTokens: count.default(5000).describe('Words and signs of a document.'),
      maxBytes: count.default(1_000_000).describe('Of the body of a request.'),
    })
    .prefault({}),
  export: z
    .strictObject({
      timeoutSeconds: count
        .default(300)
        .describe('An export that takes longer is stopped, and so is one that is read too slowly.'),
    })
    .prefault({}),
  subscriptions: z
    .strictObject({
      perCaller: count.default(2000).describe('Subscriptions that one caller may have at once.'),
      max: count.default(10_000).describe('Subscriptions of all callers of a gateway.'),
    })
    .prefault({}),
  graphql: z
    .strictObject({
      playground: flag
        .optional()
        .describe(
          'The page of /graphql. Default: while callers are not told apart, but not in production.',
        ),
      introspection: flag
        .optional()
        .describe('Whether the schema can be asked for. Default: as the playground.'),
      persisted: z
        .array(z.string())
        .default([])
        .describe('JSON files of documents that may be asked for by their hash.'),
      persistedOnly: flag.default(false).describe('Whether no other documents are answered.'),
    })
    .prefault({}),
  auth: z
    .strictObject({
      jwt: z
        .strictObject({
          secret: z
            .string()
            .min(32, 'must have 32 characters: it is guessed otherwise')
            .optional()
            .describe('Of tokens that are signed by HS256.'),
          jwks: z
            .url({ protocol: /^https?$/ })
            .optional()
            .describe("Where the issuer's public keys are."),
          issuer: z.string().optional().describe('What iss must be.'),
          audience: z.string().optional().describe('What aud must be, or hold.'),
          skewSeconds: z.coerce
            .number()
            .int()
            .min(0)
            .max(300)
            .default(30)
            .describe('How far the clocks of issuer and server may differ.'),
          scopeClaim: z.string().default('scope').describe('The claim that lists the scopes.'),
        })
        .refine(({ secret, jwks }) => !(secret && jwks), 'has a secret and jwks: one of them signs')
        .refine(
          ({ jwks, issuer, audience }) => !jwks || (issuer && audience),
          'needs issuer and audience beside jwks: the issuer signs for others too',
        )
        .prefault({}),
    })
    .prefault({}),
  cors: z
    .strictObject({
      origins: z
        .array(
          z.string().refine((site) => URL.parse(site)?.origin === site, {
            message: 'must be a site as browsers name it, such as https://app.example.com',
          }),
        )
        .default([])
        .describe('Sites whose pages may ask: https://app.example.com.'),
    })
    .prefault({}),
  rate: z
    .strictObject({
      perMinute: z.coerce
        .number()
        .int()
        .min(0)
        .default(1200)
        .describe('Requests that a caller may send; the local one has no limit; 0: no limit.'),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default(process.stderr.isTTY ? 'warn' : 'info')
        .describe('debug: each request. Default: info; at a terminal warn.'),
      audit: z
        .string()
        .optional()
        .describe('The file of who read personal data. Default: with the rest, at info.'),
    })
    .prefault({}),
  duckdb: z
    .strictObject({
      memory: z
        .string()
        .regex(/^\d+(MB|GB)$/, 'must be a size such as 900MB')
        .default('1100MB')
        .describe('What a build may hold in memory before it uses the disk.'),
      threads: count.optional().describe('Default: one a core.'),
    })
    .prefault({}),
})
