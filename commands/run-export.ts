import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { GraphQLError } from 'graphql'
import type { Config } from '../config.ts'
import { fileOf } from '../gateway/questions/earlier.ts'
import { GatewayError } from '../gateway/errors.ts'
import { openArchive } from '../lakehouse/archive.ts'
import { exported } from '../lakehouse/exports/export.ts'
import { FORMATS, type FormatName, isFormat } from '../lakehouse/exports/formats.ts'
import { type Published, openPublications } from '../lakehouse/publications.ts'
import { publicationAsOf } from '../resolvers/as-of.ts'
import { exportRows } from '../resolvers/exports.ts'
import { SCOPES } from '../resolvers/scope.ts'
import { askedExport } from '../schema/export-arguments.ts'
import { readInstant } from '../schema/scalars.ts'
import { engineSettings } from './engine-settings.ts'

export interface ExportRequest {
  readonly table: string
  /** As /export takes them. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly format?: string
  /** A file; default: standard output. */
  readonly out?: string
  readonly publication?: string
  readonly asOf?: string
  readonly signal: AbortSignal
}

/** Writes one table of a publication. Errors: `GatewayError` for what is asked wrongly; `LakehouseError`. */
export async function runExport(config: Config, request: ExportRequest): Promise<void> {
  const { out, signal } = request
  const format = formatOf(request)
  if (out === undefined && process.stdout.isTTY)
    throw new GatewayError(`name a file by --out, or pipe: lakegate export ${request.table} | gzip`)
  try {
    await using archive = openArchive({ lake: config.lake, ...engineSettings(config) })
    const publication = await publicationOf(config, request)
    const asked = askedExport(request.table, request.parameters)
    const rows = exportRows(asked, { scopes: new Set(SCOPES), publication })
    const path = await fileOf({ archive }, publication, signal)
    await write(exported({ path, rows, format }, { signal }), out)
  } catch (error) {
    if (error instanceof GraphQLError) throw new GatewayError(error.message, { cause: error })
    throw error
  }
}

function formatOf({ format, out = '' }: ExportRequest): FormatName {
  const name = format ?? (extname(out).slice(1) || 'csv')
  if (isFormat(name)) return name
  throw new GatewayError(
    `${JSON.stringify(name)} is no format: name one of ${Object.keys(FORMATS).join(', ')} by --format`,
  )
}

async function publicationOf(
  { lake, serving }: Config,
  { publication, asOf }: ExportRequest,
): Promise<Published> {
  const publications = openPublications(lake, serving)
  await publications.refresh()
  if (publication !== undefined)
    return await publicationAsOf({ by: 'publication', value: publication }, publications)
  if (asOf !== undefined && readInstant(asOf) === undefined)
    throw new GatewayError(
      `--as-of must be an instant such as 2026-11-22T05:20:00Z, not ${JSON.stringify(asOf)}`,
    )
  const time = asOf ?? new Date().toISOString()
  return await publicationAsOf({ by: 'time', value: time }, publications)
}

/** A file appears whole, or not at all. */
async function write(bytes: AsyncIterable<Uint8Array>, out: string | undefined): Promise<void> {
  if (out === undefined) return await pipeline(bytes, process.stdout, { end: false })
  const aside = `${out}.${process.pid}.part`
  try {
    await pipeline(bytes, createWriteStream(aside, { flush: true }))
    await rename(aside, out)
  } catch (cause) {
    await rm(aside, { force: true })
    if (cause instanceof Error && 'syscall' in cause)
      throw new GatewayError(`${out} cannot be written: ${cause.message}`, { cause })
    throw cause
  }
}
