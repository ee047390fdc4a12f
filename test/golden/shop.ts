import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from '../../jobs/build/build.ts'
import { loadSource, type Source } from '../../jobs/sources/source.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { PARAMETERS } from '../build/shop.ts'

export interface GoldenShop extends AsyncDisposable {
  readonly lake: string
  /** A session on the built lake. */
  readonly engine: Engine
}

export interface ShopFiles {
  readonly source: Source
  /** The folder of its raw files. */
  readonly from: string
  /** Of timestamps without an offset, and of days. */
  readonly timezone: string
  readonly asOf?: string
  /** What is in the lake before. */
  readonly prepare?: (engine: Engine) => Promise<void>
}

/** Builds a shop into a lake of its own, as `lakegate build` does. */
export async function buildShop(files: ShopFiles): Promise<GoldenShop> {
  const { source, from, timezone, asOf, prepare } = files
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-golden-'))
  const lake = join(folder, 'lake')
  prepareLake(lake)
  const engine = await openDuckdb({ lake, memoryLimit: '1GB', threads: 2 })
  const options = {
    lake,
    source,
    from,
    asOf,
    parameters: { ...PARAMETERS, sourceTimezone: timezone, businessTimezone: timezone },
    selections: [],
    isFull: false,
    signal: new AbortController().signal,
    report: () => {},
  }
  const remove = async () => {
    await engine[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }
  // What models read stays, so that a test can read it too.
  const keeping: Engine = { ...engine, drop: async () => {} }
  try {
    await prepare?.(engine)
    await build(keeping, options)
  } catch (error) {
    await remove()
    throw error
  }
  return { lake, engine, [Symbol.asyncDispose]: remove }
}

/** A source whose raw files are canonical tables already: `edge/orders.csv` is `orders`. */
export function canonicalSource(from: string): Source {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-source-'))
  const name = basename(from)
  mkdirSync(join(folder, name))
  for (const file of readdirSync(from)) {
    const table = basename(file, '.csv')
    writeFileSync(join(folder, name, `${table}.sql`), `select * from bronze.${name}_${table}\n`)
  }
  const source = loadSource(name, [folder])
  rmSync(folder, { recursive: true })
  return source
}
