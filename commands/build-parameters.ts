import { type Config, ConfigError } from '../config.ts'
import type { Parameters } from '../jobs/build/parameters.ts'
import type { Source } from '../jobs/sources/source.ts'
import { isGenerated } from '../lakehouse/generated-shop.ts'

/**
 * What a deployment sets for a shop; time zones that it does not set are the source's own, else UTC.
 *
 * Errors: `ConfigError` where purchases that nobody made would become orders of a real shop.
 */
export function buildParameters(config: Config, source: Source): Parameters {
  return {
    ...config.business,
    businessTimezone: config.business.timezone ?? source.businessTimezone ?? 'UTC',
    sourceTimezone: config.source.timezone ?? source.timezone ?? 'UTC',
    minBaskets: config.recommender.minBaskets,
    promoteSimulated: promotesSimulated(config, source),
  }
}

function promotesSimulated({ source: { from }, stream }: Config, { name }: Source): boolean {
  const isOfSample = isGenerated({ name, from })
  if (stream.promoteSimulated === true && !isOfSample)
    throw new ConfigError(
      `stream.promoteSimulated: simulated purchases become orders of the generated sample alone, and this is ${name}: leave it out`,
    )
  return stream.promoteSimulated ?? isOfSample
}
