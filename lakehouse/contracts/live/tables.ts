import type { Contract } from '../contract.ts'
import { liveCart } from './cart.ts'
import { categoryActivity } from './category-activity.ts'
import { liveFunnel } from './funnel.ts'
import { liveOrders } from './orders.ts'
import { productActivity } from './product-activity.ts'
import { liveRecommendations } from './recommendations.ts'
import { salesByHour } from './sales-by-hour.ts'
import { salesPerMinute } from './sales-per-minute.ts'
import { liveSessions } from './sessions.ts'
import { liveViews } from './views.ts'

/** Typed events, by topic. */
export const EVENT_TABLES: readonly Contract[] = [liveOrders, liveViews, liveCart]

/** Figures that no later event changes. */
export const CLOSED_TABLES: readonly Contract[] = [
  salesPerMinute,
  categoryActivity,
  productActivity,
  salesByHour,
  liveSessions,
  liveFunnel,
]

export const LIVE_TABLES: readonly Contract[] = [
  ...EVENT_TABLES,
  ...CLOSED_TABLES,
  liveRecommendations,
]
