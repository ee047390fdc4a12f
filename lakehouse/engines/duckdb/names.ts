import { quoteName, text } from '../../sql.ts'
import type { CallOptions, Engine } from '../engine.ts'
import type { Session } from './session.ts'

type Kind = 'view' | 'table'

/** A session's views and staged tables: one name is one of them at a time, and changes one at a time. */
export function namesOf(session: Session): Pick<Engine, 'view' | 'stage' | 'drop'> {
  const kinds = new Map<string, Kind>()
  const turns = new Map<string, Promise<void>>()
  const run = (statement: string, call?: CallOptions) => session.rows(text(statement), call)

  /** Two transactions that change one name at the same time would make DuckDB refuse one of them. */
  function inTurn(name: string, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work)
    // Its failure is its caller's; the next turn starts all the same.
    const done = turn.catch(() => undefined)
    turns.set(name, done)
    return turn
  }

  async function forget(name: string): Promise<void> {
    const kind = kinds.get(name)
    if (kind) await run(`drop ${kind} if exists ${qualified(name)}`)
    kinds.delete(name)
  }

  async function create(name: string, kind: Kind, { select, call }: Definition): Promise<void> {
    if (kinds.get(name) !== kind) await forget(name)
    await run(`create or replace ${kind} ${qualified(name)} as ${select}`, call)
    kinds.set(name, kind)
  }

  return {
    view: (name, select) => inTurn(name, () => create(name, 'view', { select })),
    stage: (name, select, call = {}) => inTurn(name, () => create(name, 'table', { select, call })),
    drop: (name) => inTurn(name, () => forget(name)),
  }
}

interface Definition {
  readonly select: string
  readonly call?: CallOptions
}

const qualified = (name: string) => name.split('.').map(quoteName).join('.')
