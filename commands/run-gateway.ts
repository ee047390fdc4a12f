import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import type { Config } from '../config.ts'
import { knowsCallers } from '../gateway/callers/auth.ts'
import { startGateway } from '../gateway/gateway.ts'
import { openAudit, openLog } from '../gateway/watching/log.ts'
import { startTracing } from '../gateway/watching/tracing.ts'
import { currentPublication, type Publication } from '../lakehouse/publication.ts'
import { engineSettings } from './engine-settings.ts'
import { print, printJson } from './terminal.ts'

export interface ServeRequest {
  readonly signal: AbortSignal
  readonly isJson: boolean
}

/** Serves the lake until the signal; requests in flight are ended first. */
export async function runGateway(config: Config, { signal, isJson }: ServeRequest): Promise<void> {
  // V8 lets its heap grow to four times what lives before it collects: half as much again is as fast here.
  setFlagsFromString('--heap-growing-percent=50')
  const { query, serving } = config
  await using _tracing = await startTracing(process.env)
  const log = openLog(
    { level: config.log.level, isText: process.stderr.isTTY },
    { write: (line) => process.stderr.write(line) },
  )
  const gateway = await startGateway({
    ...config,
    timeoutMs: query.timeoutSeconds * 1000,
    limits: query,
    keepDays: serving.keep,
    cacheBytes: serving.cacheBytes,
    ...engineSettings(config),
    log,
    audit: config.log.audit === undefined ? log : openAudit(config.log.audit),
  })
  const publication = await currentPublication(config.lake)
  if (isJson) printJson({ url: gateway.url, publication: publication?.publicationId ?? null })
  else print(welcome(gateway.url, publication, knowsCallers(config.lake, config.auth)))
  if (!signal.aborted) await once(signal, 'abort')
  await gateway.close()
}

function welcome(
  url: string,
  publication: Publication | undefined,
  areCallersKnown: boolean,
): string {
  const served =
    publication === undefined
      ? 'nothing yet: run lakegate build'
      : `${publication.source}, as of ${publication.asOf}`
  const key = areCallersKnown ? " -H 'authorization: Bearer <key>'" : ''
  return `
Lakegate serves ${served}

  ${areCallersKnown ? 'callers      need a key or a token: lakegate key list' : `playground   ${url}/graphql`}
  a question   curl -s ${url}/graphql -H 'content-type: application/json'${key} \\
                 -d '{"query":"{ salesSummary { current { orders revenue } } }"}'

Ctrl-C stops it.`
}
