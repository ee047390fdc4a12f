import type { BuildOutcome } from '../jobs/build/build.ts'
import type { BuildEvent } from '../jobs/build/session.ts'
import { grouped, print, printJson } from './terminal.ts'

type Told = Pick<BuildOutcome, 'kind'> & {
  readonly publication: Pick<
    BuildOutcome['publication'],
    'publicationId' | 'asOf' | 'checksPassed' | 'checksFailed'
  >
}

/** Tells a person how a build goes, one line a table; with `isJson` one object a line, for programs. */
export function buildReporter(isJson: boolean): (event: BuildEvent) => void {
  if (isJson) return printJson
  return (event) => {
    if (event.kind === 'note') return print(event.message)
    if (event.kind === 'unchanged') return
    if (event.kind === 'broken') {
      const { table, rule, severity, failed } = event.result
      return print(
        `${severity === 'fail' ? 'FAILED' : 'warning'}  ${table} ${rule}: ${grouped(failed)} rows`,
      )
    }
    const { table, rows, quarantined, seconds } = event.step
    const aside = quarantined > 0n ? `, ${grouped(quarantined)} in quarantine` : ''
    print(
      `${table.padEnd(28)} ${grouped(rows).padStart(12)} rows ${seconds.toFixed(2).padStart(8)} s${aside}`,
    )
  }
}

/** The build's last line, and its exit code: 1 when what was built is not served. */
export function reportOutcome({ kind, publication }: BuildOutcome, isJson: boolean): number {
  if (isJson) printJson({ kind, publication })
  else print(outcomeSentence({ kind, publication }))
  return kind === 'refused' ? 1 : 0
}

/** What came of a build, for a person. */
export function outcomeSentence({ kind, publication }: Told): string {
  const { publicationId, asOf, checksPassed, checksFailed } = publication
  const checks = `${checksPassed} of ${checksPassed + checksFailed} checks passed`
  const sentences = {
    published: `published ${publicationId} as of ${asOf}: ${checks}`,
    unchanged: `nothing changed: ${publicationId} as of ${asOf} is current`,
    refused: `built ${publicationId}, not served: ${checks}, and the publication before stays current; ops.quality_results tells more`,
  }
  return sentences[kind]
}
