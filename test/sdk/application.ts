import { type ExecFileOptions, execFile } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** What an application installs from a registry to make its documents and to be compiled; the package alone needs nothing. */
const TOOLS = ['@graphql-codegen', '@graphql-typed-document-node', '@types', 'graphql']

const NODE = process.execPath
const CODEGEN = ['node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.ts']
const TSC = [resolve('node_modules/typescript/bin/tsc'), '-p', '.']

interface Ended {
  readonly isDone: boolean
  readonly out: string
}

/** The example in a folder of its own, with the client installed as others would. */
export interface Application extends AsyncDisposable {
  readonly folder: string
  readonly compile: () => Promise<Ended>
  /** A script, once it is compiled; `url` is the gateway's. */
  readonly start: (script: string, url: string) => Promise<Ended>
}

/** Builds, packs and installs the client, without a network. */
export async function installApplication(): Promise<Application> {
  const folder = await mkdtemp(join(tmpdir(), 'lakegate-application-'))
  await cp('sdk/example', folder, { recursive: true })
  await done(run(NODE, ['sdk/build.ts'], {}))
  await done(run('npm', ['pack', './sdk', '--pack-destination', folder], {}))
  await done(run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: folder }))
  for (const tool of TOOLS)
    await symlink(resolve('node_modules', tool), join(folder, 'node_modules', tool))
  await done(run(NODE, CODEGEN, { cwd: folder }))
  return {
    folder,
    compile: () => run(NODE, TSC, { cwd: folder }),
    start: (script, url) => {
      const env = { ...process.env, LAKEGATE_URL: url }
      return run(NODE, [`dist/${script}.js`], { cwd: folder, env })
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function done(ending: Promise<Ended>): Promise<void> {
  const { isDone, out } = await ending
  if (!isDone) throw new Error(out)
}

function run(command: string, argv: readonly string[], options: ExecFileOptions): Promise<Ended> {
  const { promise, resolve: end } = Promise.withResolvers<Ended>()
  execFile(command, argv, { ...options, encoding: 'utf8' }, (error, out, told) =>
    end({ isDone: error === null, out: error ? `${out}${told}` : out }),
  )
  return promise
}
