import { fileURLToPath } from 'node:url'
import { once } from '../../lakehouse/once.ts'
import { readGolden } from './golden-tables.ts'
import { buildShop, canonicalSource } from './shop.ts'

/** What was computed by hand of the shop in `edge/`. */
export const golden = readGolden(new URL('edge.json', import.meta.url))

const from = fileURLToPath(new URL('edge', import.meta.url))

/** That shop, built once for all files of tests that run in one process: they only read it. */
export const edgeShop = once(() =>
  buildShop({
    source: canonicalSource(from),
    from,
    timezone: 'America/Sao_Paulo',
    asOf: golden.asOf,
  }),
)
