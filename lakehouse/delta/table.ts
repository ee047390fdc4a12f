import { join } from 'node:path'
import type { Engine } from '../engines/engine.ts'

/** A Delta table's folder, and an engine that reads and writes the Parquet in its log. */
export interface Table {
  readonly folder: string
  readonly engine: Pick<Engine, 'rows'>
}

/** The table `silver.orders` of a lake: the folder `silver/orders`. */
export function tableIn(engine: Table['engine'], lake: string, name: string): Table {
  return { folder: join(lake, ...name.split('.')), engine }
}
