import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const POM = join(import.meta.dirname, 'pom.xml')
const MINUTES = 60_000

/** Kafka's jars, as Maven keeps them; undefined where they cannot be had, and standard error says why. */
export function kafkaClasspath(): string | undefined {
  for (const [program, version] of [
    ['java', '-version'],
    ['mvn', '--version'],
  ] as const)
    if (spawnSync(program, [version]).status !== 0) {
      console.error(`test:kafka is skipped: there is no ${program}; it needs Java 17 and Maven`)
      return undefined
    }
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-kafka-'))
  try {
    return resolve(join(folder, 'classpath'))
  } catch (error) {
    console.error(`test:kafka is skipped: Maven cannot get Kafka's jars: ${String(error)}`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What was had once is found without a network. */
function resolve(output: string): string {
  const goal = ['-q', '-B', '-f', POM, 'dependency:build-classpath', `-Dmdep.outputFile=${output}`]
  const isKept = spawnSync('mvn', ['-o', ...goal]).status === 0
  if (!isKept) execFileSync('mvn', goal, { timeout: 5 * MINUTES, stdio: 'pipe' })
  return readFileSync(output, 'utf8').trim()
}
