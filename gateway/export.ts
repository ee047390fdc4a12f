import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { LakehouseError } from '../lakehouse/errors.ts'
import { exported } from '../lakehouse/exports/export.ts'
import { FORMATS, type FormatName, isFormat } from '../lakehouse/exports/formats.ts'
import type { ExportRows } from '../lakehouse/exports/rows.ts'
import type { LiveLake } from '../lakehouse/live-lake.ts'
import type { Published } from '../lakehouse/publications.ts'
import { publicationAsOf } from '../resolvers/as-of.ts'
import { exportRows } from '../resolvers/exports.ts'
import { badInput, refusal } from '../resolvers/refusal.ts'
import { forbidden } from '../resolvers/scopes.ts'
import { askedExport } from '../schema/export-arguments.ts'
import type { Caller } from './callers/caller.ts'
import { type Exchange, pathOf } from './exchange.ts'
import { fileName } from './file-name.ts'
import { headersAsOf } from './questions/as-of.ts'
import { type Earlier, fileOf } from './questions/earlier.ts'
import type { Given } from './questions/asking.ts'
import { type Queue, openQueue } from './questions/queue.ts'
import type { Log } from './watching/log.ts'

/** Each is a DuckDB of its own, and its bytes pass through the thread that answers. */
const AT_ONCE = 2
const WAITING_MAX = 10

/** What exports are made from. */
export interface Exporting extends Earlier {
  readonly lake: LiveLake
  readonly exports: Queue
}

export interface ExportOptions {
  /** From the request to the last byte, whoever is slow. */
  readonly export: { readonly timeoutSeconds: number }
  readonly log: Log
  readonly audit: Log
}

interface ExportExchange extends Exchange {
  readonly caller: Caller
}

export const openExportQueue = (): Queue => openQueue({ atOnce: AT_ONCE, waitingMax: WAITING_MAX })

/**
 * Answers `/export/orders.csv` from one publication, as fast as it is read.
 *
 * What fails once bytes were sent ends the connection, so that it does not look whole.
 * Errors: before that `FORBIDDEN`, `NOT_FOUND`, `BAD_USER_INPUT`, `PUBLICATION_EXPIRED`, `UNAVAILABLE`, `TIMEOUT`.
 */
export async function sendExport(
  exchange: ExportExchange,
  exporting: Exporting,
  options: ExportOptions,
): Promise<Given> {
  const { request, response, requestId, caller } = exchange
  if (!caller.scopes.has('export')) throw forbidden('/export', 'export')
  checkMethod(exchange)
  const { name, format } = fileAsked(request)
  const asked = askedExport(name, parametersOf(request))
  const publication = await chosen(request, exporting)
  const { publicationId } = publication
  const rows = exportRows(asked, { scopes: caller.scopes, publication })
  const headers = headersOf(rows, format, publication)
  const operation = `export ${name}.${format}`
  const isPersonal = rows.columns.some((column) => column.isPersonal)
  if (request.method === 'HEAD') response.writeHead(200, headers).end()
  else {
    options.audit.info(
      { audit: 'export', requestId, caller: caller.name, operation, publicationId, isPersonal },
      'a table was exported',
    )
    await stream(exchange, { rows, format, publication, headers }, { ...exporting, ...options })
  }
  return { operation, code: 'OK', publicationId, isPersonal, isKept: false }
}

interface Answer {
  readonly rows: ExportRows
  readonly format: FormatName
  readonly publication: Published
  readonly headers: Readonly<Record<string, string>>
}

async function stream(
  { response, requestId, caller }: ExportExchange,
  { rows, format, publication, headers }: Answer,
  { archive, exports, export: { timeoutSeconds }, log }: Exporting & ExportOptions,
): Promise<void> {
  const left = new AbortController()
  response.once('close', () => left.abort())
  const late = AbortSignal.timeout(timeoutSeconds * 1000)
  const endsAt = performance.now() + timeoutSeconds * 1000
  const stop = AbortSignal.any([left.signal, late])
  const call = () => ({ signal: left.signal, deadlineMs: endsAt - performance.now() })
  try {
    await exports.run(caller.name, call(), async () => {
      const path = await fileOf({ archive }, publication, stop)
      for await (const bytes of exported({ path, rows, format }, call())) {
        if (!response.headersSent) response.writeHead(200, headers)
        if (!response.write(bytes)) await once(response, 'drain', { signal: stop })
      }
      if (!response.headersSent) response.writeHead(200, headers)
      response.end()
      await once(response, 'finish', { signal: stop })
    })
  } catch (error) {
    if (response.headersSent && !left.signal.aborted)
      log.warn({ requestId, err: error }, 'an export was cut short')
    if (error instanceof LakehouseError && error.code === 'EXPORT_TOO_LARGE')
      throw badInput(error.message)
    throw error
  }
}

function checkMethod({ request, response }: Exchange): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  response.setHeader('allow', 'GET, HEAD')
  throw refusal('BAD_USER_INPUT', `exports are asked for by GET, not ${request.method}`, {
    http: { status: 405 },
  })
}

const PATH = /^\/export\/([a-z-]+)\.([a-z]+)$/

function fileAsked(request: IncomingMessage): { name: string; format: FormatName } {
  const [, name, format = ''] = PATH.exec(pathOf(request)) ?? []
  if (name !== undefined && isFormat(format)) return { name, format }
  throw refusal(
    'NOT_FOUND',
    `no export is here: ask for /export/orders.csv, or another ending of ${Object.keys(FORMATS).join(', ')}`,
  )
}

function parametersOf({ url = '' }: IncomingMessage): URLSearchParams {
  const start = url.indexOf('?')
  return new URLSearchParams(start === -1 ? '' : url.slice(start))
}

async function chosen(
  { headers }: IncomingMessage,
  { serving, lake }: Exporting,
): Promise<Published> {
  const current = serving.current()
  if (!current) throw new LakehouseError('NO_PUBLICATION', 'nothing has been published yet')
  const asOf = headersAsOf(headers) ?? { by: 'publication', value: current.publicationId }
  return await publicationAsOf(asOf, lake.publications)
}

function headersOf(
  rows: ExportRows,
  format: FormatName,
  publication: Published,
): Readonly<Record<string, string>> {
  return {
    'content-type': FORMATS[format].contentType,
    'content-disposition': `attachment; filename="${fileName(rows.name, format, publication)}"`,
    'cache-control': 'private, no-cache',
    'lakegate-publication': publication.publicationId,
  }
}
