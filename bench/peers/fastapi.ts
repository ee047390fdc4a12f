import { join } from 'node:path'
import { startChild } from '../child.ts'
import { urlOf } from '../first-answer.ts'
import { get } from '../http.ts'
import type { Question, QuestionId } from '../questions.ts'
import { installed } from './installed.ts'
import type { Peer } from './peer.ts'

export const FASTAPI = 'FastAPI + DuckDB'

/** What a question's path is. */
const PATHS: Partial<Record<QuestionId, (question: Question) => string>> = {
  revenue: () => '/revenue?grain=MONTH',
  top: () => '/products/top?first=20',
  page: () => '/customers?country=BR&clv=100&first=50',
  one: ({ customerId }) => `/customers/${encodeURIComponent(customerId)}`,
  cohorts: () => '/cohorts?basis=FIRST_ORDER&months=12',
  nested: () => '/customers/orders?first=50&orders=5',
}

/**
 * FastAPI in one uvicorn process, over the same serving file.
 *
 * Errors: where Python is not there or a package cannot be had.
 */
export async function startFastapi(servingFile: string): Promise<Peer> {
  const folder = await installed({
    name: 'fastapi',
    manifest: 'requirements.txt',
    commands: [
      ['python3', '-m', 'venv', '.venv'],
      [join('.venv', 'bin', 'pip'), 'install', '--quiet', '-r', 'requirements.txt'],
    ],
  })
  const server = startChild(join(folder, '.venv', 'bin', 'python'), [
    join(folder, 'main.py'),
    servingFile,
  ])
  const url = await urlOf(server.stdout)
  return {
    name: FASTAPI,
    pids: [server.pid],
    asking(question) {
      const path = PATHS[question.id]?.(question)
      return path === undefined ? undefined : () => get(`${url}${path}`)
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
