import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadModels } from '../../jobs/build/model.ts'
import { quoteText, text } from '../../lakehouse/sql.ts'
import { buildShop, type ShopFiles } from '../golden/shop.ts'

/**
 * Builds a shop on DuckDB and writes what Spark needs: `inputs/<relation>.parquet` for everything that a model reads,
 * `results/<model>.parquet` for what each model's text gives.
 */
export async function exportShop(folder: string, files: ShopFiles): Promise<void> {
  const models = await loadModels()
  const inputs = join(folder, 'inputs')
  const results = join(folder, 'results')
  for (const made of [inputs, results]) mkdirSync(made, { recursive: true })
  await using shop = await buildShop(files)
  const copy = (select: string, path: string) =>
    shop.engine.rows(text(`copy (${select}\n) to ${quoteText(path)} (format parquet)`))
  for (const name of new Set(models.flatMap(({ reads }) => reads)))
    await copy(`select * from ${name}`, join(inputs, `${name}.parquet`))
  for (const { name, select } of models) await copy(select, join(results, `${name}.parquet`))
}
