// Adds up vitest's JSON reports: passed, failed, skipped.
import { readFileSync } from 'node:fs'

const reports = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')))
const sum = (key) => reports.reduce((total, report) => total + report[key], 0)
const counts = [
  sum('numPassedTests'),
  sum('numFailedTests'),
  sum('numPendingTests') + sum('numTodoTests'),
]
process.stdout.write(`${counts.join(' ')}\n`)
