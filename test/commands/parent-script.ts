import { runChild } from '../../commands/child-process.ts'

// Waits for a child, whose pid it prints.
await runChild({
  argv: ['work'],
  environment: {},
  signal: new AbortController().signal,
  script: new URL('child-script.ts', import.meta.url),
  onLine: console.log,
})
