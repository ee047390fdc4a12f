import { contract } from '../contract.ts'
import { EVENT_COLUMNS } from './event-columns.ts'

export const liveViews = contract({
  name: 'live.views',
  grain: 'one row per page view',
  key: ['event_id'],
  partitionedBy: ['date'],
  isStreamed: true,
  sortedBy: ['event_ts', 'event_id'],
  columns: EVENT_COLUMNS,
})
