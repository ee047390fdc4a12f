#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { run } from './node24.mjs'

await run(fileURLToPath(new URL('../cli.ts', import.meta.url)), process.argv.slice(2))
