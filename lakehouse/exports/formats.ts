import { arrow } from './arrow.ts'
import { csv } from './csv.ts'
import type { Format } from './format.ts'
import { ndjson } from './ndjson.ts'
import { parquet } from './parquet.ts'
import { xlsx } from './xlsx.ts'

/** By what a file's name ends with. */
export const FORMATS = { csv, xlsx, parquet, arrow, ndjson } satisfies Record<string, Format>

export type FormatName = keyof typeof FORMATS

export const isFormat = (name: string): name is FormatName => Object.hasOwn(FORMATS, name)
