import { quoteName, text } from '../../sql.ts'
import type { Engine } from '../engine.ts'
import type { Session } from './session.ts'

type Kind = 'view' | 'table'

/** A session's views and staged tables: one name is one of them at a time. */
export function namesOf(session: Session): Pick<Engine, 'view' | 'stage' | 'drop'> {
  const kinds = new Map<string, Kind>()
  const run = (statement: string, options = {}) => session.rows(text(statement), options)

  async function drop(name: string): Promise<void> {
    const kind = kinds.get(name)
    if (kind) await run(`drop ${kind} if exists ${qualified(name)}`)
    kinds.delete(name)
  }

  async function makeWay(name: string, kind: Kind): Promise<void> {
    if (kinds.get(name) !== kind) await drop(name)
    kinds.set(name, kind)
  }

  return {
    drop,
    async view(name, select) {
      await makeWay(name, 'view')
      await run(`create or replace view ${qualified(name)} as ${select}`)
    },
    async stage(name, select, options) {
      await makeWay(name, 'table')
      await run(`create or replace table ${qualified(name)} as ${select}`, options)
    },
  }
}

const qualified = (name: string) => name.split('.').map(quoteName).join('.')
