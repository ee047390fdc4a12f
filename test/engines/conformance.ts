import type { Engine } from '../../lakehouse/engines/engine.ts'
import { contractTests } from './contract-tests.ts'
import { resultTests } from './result-tests.ts'
import { sessionTests } from './session-tests.ts'
import { tableTests } from './table-tests.ts'

/** What jobs rely on, whichever engine runs them. `open` gives an engine on a new, empty lake. */
export function engineTests(open: () => Promise<Engine>): void {
  resultTests(open)
  sessionTests(open)
  tableTests(open)
  contractTests(open)
}
