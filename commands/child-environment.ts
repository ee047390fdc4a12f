import type { Config } from '../config.ts'

/** What makes a child's configuration that of this process: its command line is not the child's. */
export function childEnvironment({
  lake,
  source,
  sample,
  log,
}: Config): Record<string, string | undefined> {
  return {
    LAKEGATE_LAKE: lake,
    LAKEGATE_SOURCE_NAME: source.name,
    LAKEGATE_SOURCE_FROM: source.from,
    LAKEGATE_SAMPLE_ORDERS: String(sample.orders),
    LAKEGATE_LOG_LEVEL: log.level,
  }
}
