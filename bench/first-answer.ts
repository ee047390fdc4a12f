import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const QUERY = '{ salesSummary { current { orders revenue } } }'

/** Milliseconds from `lakegate start` on a folder that is not there to the first answer. */
export async function firstAnswer(lake: string): Promise<number> {
  const started = performance.now()
  const child = spawn(
    process.execPath,
    ['bin/lakegate.mjs', 'start', '--json', '--port', '0', '--lake', lake],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    const url = await urlOf(child.stdout)
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    })
    const answer = await response.text()
    if (!answer.includes('"revenue"')) throw new Error(`the first answer is ${answer}`)
    return performance.now() - started
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

/** Where `lakegate start --json` or `serve --json` serves, as soon as it says so. */
export async function urlOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const { url } = JSON.parse(line)
    if (typeof url === 'string') return url
  }
  throw new Error('lakegate start ended before it served')
}
