import { activeSessions } from '../lakehouse/live/active-sessions.ts'
import { deadLetterCount } from '../lakehouse/live/dead-letter-count.ts'
import type { LiveReader } from '../lakehouse/live/live-reader.ts'
import { activity, hours, minutes, running, steps, viewedMost } from '../resolvers/live.ts'
import { Following } from '../resolvers/following.ts'
import { builder } from './builder.ts'
import { CategoryActivity } from './category-activity.ts'
import { Grain } from './enums.ts'
import { DateRange } from './filters.ts'
import { FunnelStep } from './funnel-step.ts'
import { HourStore } from './hour-store.ts'
import { listLength } from './list-length.ts'
import { LiveDimension, LiveMinute } from './live-minute.ts'
import { ProductActivity } from './product-activity.ts'
import { SalesTotals } from './sales-totals.ts'

const lastMinutes = builder.args((t) => ({
  minutes: t.int({
    required: true,
    defaultValue: 60,
    description: 'How many, 1–1440; the last one is the watermark’s own, which is still open.',
  }),
}))

/** A row a minute, and for some fields more. */
const byMinute = ({ minutes: count }: { readonly minutes: number }) => ({
  field: 1,
  multiplier: count,
})

/** What is sold and looked at now: the live tables as of their newest commit. */
const Live = builder.objectRef<LiveReader>('Live').implement({
  description:
    'What is sold and looked at now: events as of the last commit, those that came too late for their minute left out.',
  fields: (t) => ({
    salesPerMinute: t.field({
      type: [LiveMinute],
      description: 'Every one of the last minutes, the oldest first; zeros where nothing was sold.',
      args: {
        ...lastMinutes,
        by: t.arg({ type: LiveDimension, description: 'With `value`: sales of it alone.' }),
        value: t.arg.string({ description: 'Of `by`; (none) where it is missing.' }),
      },
      complexity: byMinute,
      resolve: (live, args) => minutes(live, args),
    }),
    categoryActivity: t.field({
      type: [CategoryActivity],
      description: 'The minutes and categories with an event, the oldest first, then by category.',
      args: lastMinutes,
      complexity: byMinute,
      resolve: (live, args) => activity(live, args),
    }),
    openPeriod: t.field({
      type: SalesTotals,
      description:
        'The running day, week, month … in the business time zone: the current publication’s sales of it, and live orders that it does not have.',
      args: {
        grain: t.arg({
          type: Grain,
          required: true,
          defaultValue: 'DAY',
          description: 'How long the period is.',
        }),
      },
      resolve: (live, { grain }, context) => running(live, grain, context),
    }),
    mostViewed: t.field({
      type: [ProductActivity],
      description: 'Of the last hour, the most viewed first, then by id.',
      args: listLength(10),
      resolve: (live, { first }) => viewedMost(live, first),
    }),
    salesByHour: t.field({
      type: [HourStore],
      description: 'The hours and stores with a purchase, the oldest first, then by store.',
      args: {
        range: t.arg({
          type: DateRange,
          description:
            'Hours that begin in it; without an end to the watermark’s hour, without a beginning from 24 hours before its end.',
        }),
      },
      resolve: (live, { range }, context) => hours(live, range, context),
    }),
    funnel: t.field({
      type: [FunnelStep],
      description:
        'From view to purchase, of pairs of session and product that were first viewed in the last minutes.',
      args: {
        ...lastMinutes,
        byCategory: t.arg.boolean({
          required: true,
          defaultValue: false,
          description: 'One step a category, the most viewed first, instead of one for all.',
        }),
      },
      resolve: (live, args) => steps(live, args),
    }),
  }),
})

builder.objectFields(Live, (t) => ({
  watermark: t.field({
    type: 'DateTime',
    nullable: true,
    description:
      'Minutes that ended by then are closed: the latest event’s time less stream.allowedLateness; null before the first event.',
    resolve: ({ moment }) => moment.state.watermark,
  }),
  activeSessions: t.int({
    description: 'Sessions with an event in the 30 minutes before the watermark.',
    resolve: (live) => activeSessions(live, null),
  }),
  lateEvents: t.field({
    type: 'BigInt',
    description: 'Events whose minute was closed when they came, of all time: in no window.',
    resolve: ({ moment }) => moment.state.late,
  }),
  deadLetters: t.field({
    type: 'BigInt',
    description: 'Messages that were refused, of all time.',
    resolve: (live) => deadLetterCount(live, null),
  }),
}))

builder.queryField('live', (t) =>
  t.field({
    type: Live,
    description: 'What is sold and looked at now.',
    directives: { live: {} },
    resolve: (_root, _args, { live }) => live(),
  }),
)

builder.subscriptionField('liveMetrics', (t) =>
  t.field({
    type: Live,
    description: 'The same whenever rows were added to it, at most once a second.',
    subscribe: () => new Following<object>({ of: 'live' }),
    resolve: (_root, _args, { live }) => live(),
  }),
)
