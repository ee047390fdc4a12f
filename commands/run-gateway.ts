import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import type { Config } from '../config.ts'
import { knowsCallers } from '../gateway/callers/auth.ts'
import { startGateway } from '../gateway/gateway.ts'
import { openAudit, openLog } from '../gateway/watching/log.ts'
import { startTracing } from '../gateway/watching/tracing.ts'
import { currentPublication, type Publication } from '../lakehouse/publication.ts'
import type { Beside } from './beside.ts'
import { engineSettings } from './engine-settings.ts'
import { print, printJson } from './terminal.ts'

export interface ServeRequest {
  readonly signal: AbortSignal
  readonly isJson: boolean
  /** Begins when the gateway listens. */
  readonly beside?: Beside
}

/** Serves the lake until the signal; requests in flight are ended first. */
export async function runGateway(
  config: Config,
  { signal, isJson, beside }: ServeRequest,
): Promise<void> {
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
    cacheBytes: serving.cacheBytes,
    ...engineSettings(config),
    log,
    audit: config.log.audit === undefined ? log : openAudit(config.log.audit, log),
  })
  const publication = await currentPublication(config.lake)
  if (isJson) printJson(started(gateway.url, publication, beside))
  else {
    const areCallersKnown = knowsCallers(config.lake, config.auth)
    print(welcome(gateway.url, { publication, areCallersKnown, beside }))
  }
  const running = beside?.run()
  if (!signal.aborted) await once(signal, 'abort')
  await Promise.all([gateway.close(), running])
}

function started(url: string, publication: Publication | undefined, beside: Beside | undefined) {
  return {
    url,
    publication: publication?.publicationId ?? null,
    ...(beside && { commands: beside.commands, schedule: beside.schedule }),
  }
}

interface Welcomed {
  readonly publication: Publication | undefined
  readonly areCallersKnown: boolean
  readonly beside: Beside | undefined
}

function welcome(url: string, { publication, areCallersKnown, beside }: Welcomed): string {
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
${company(beside)}
Ctrl-C stops it.`
}

/** What runs beside the gateway, one line each. */
function company(beside: Beside | undefined): string {
  if (beside === undefined) return ''
  const { commands, schedule } = beside
  const lines = [
    commands.includes('stream') && 'events       become rows as they come',
    commands.includes('simulate') && 'visitors     are simulated; --no-live leaves them out',
    schedule !== null && `builds       run at ${schedule}`,
  ].filter((line) => line !== false)
  return lines.map((line) => `  ${line}\n`).join('')
}
