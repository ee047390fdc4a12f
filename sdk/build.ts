import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'

/** Makes `sdk/dist/`, all that the package holds beside its README. */
rmSync('sdk/dist', { recursive: true, force: true })
const tsc = ['node_modules/typescript/bin/tsc', '-p', 'sdk']
process.exitCode = spawnSync(process.execPath, tsc, { stdio: 'inherit' }).status ?? 1
copyFileSync('schema/schema.graphql', 'sdk/dist/schema.graphql')
copyFileSync('sdk/generated/persisted-documents.json', 'sdk/dist/persisted-documents.json')
