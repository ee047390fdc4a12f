// What Node 24 runs when an older Node started it: the script, until the parent is gone.
import { pathToFileURL } from 'node:url'

process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

const [, , script, ...args] = process.argv
process.argv = [process.execPath, script, ...args]
await import(pathToFileURL(script).href)
