import type { Config } from '../config.ts'
import type { Parameters } from '../jobs/build/parameters.ts'
import type { Source } from '../jobs/sources/source.ts'

/** What a deployment sets for a shop; time zones that it does not set are the source's own, else UTC. */
export function buildParameters(config: Config, source: Source): Parameters {
  return {
    ...config.business,
    businessTimezone: config.business.timezone ?? source.businessTimezone ?? 'UTC',
    sourceTimezone: config.source.timezone ?? source.timezone ?? 'UTC',
    minBaskets: config.recommender.minBaskets,
  }
}
