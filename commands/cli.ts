import { Command, CommanderError } from 'commander'
import { ConfigError } from '../config.ts'
import { GatewayError } from '../gateway/errors.ts'
import { JobError } from '../jobs/errors.ts'
import { LakehouseError } from '../lakehouse/errors.ts'
import { storageFailure } from '../lakehouse/storage-failure.ts'
import { buildCommand } from './build.ts'
import { configCommand } from './config.ts'
import { exportCommand } from './export.ts'
import { keyCommand } from './key.ts'
import { replayCommand } from './replay.ts'
import { scheduleCommand } from './schedule.ts'
import { serveCommand } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { sourceCommand } from './source.ts'
import { startCommand } from './start.ts'
import { streamCommand } from './stream.ts'
import { tablesCommand } from './tables.ts'
import { printError } from './terminal.ts'
import { vacuumCommand } from './vacuum.ts'

/**
 * Runs one command line. Gives the exit code: 0 done, 1 failed, 2 wrong usage.
 *
 * What serves is loaded by the commands that serve: that takes as long as a build that changes nothing.
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', onLostOutput)
  process.stderr.on('error', onLostWords)
  const stop = new AbortController()
  const onSignal = () => stop.abort(new StoppedError('stopped'))
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    await program(stop.signal).parseAsync([...argv], { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (stop.signal.aborted) {
      printError('lakegate: stopped')
      return 130
    }
    printError(`lakegate: ${explain(storageFailure(error))}`)
    return 1
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

/** `lakegate tables | head` has read what it wanted; what a full disk did not get is an error, and ends nothing that runs. */
function onLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  onLostWords(error)
  if (process.exitCode !== 1) printError(`lakegate: standard output: ${error.message}`)
  process.exitCode = 1
}

/** A log on a full disk ends nothing that runs. */
function onLostWords(error: NodeJS.ErrnoException): void {
  if (!(storageFailure(error) instanceof LakehouseError)) throw error
}

class StoppedError extends Error {
  override readonly name = 'AbortError'
}

function program(signal: AbortSignal): Command {
  const lakegate = new Command('lakegate')
    .description(
      "Turns a shop's raw orders into answers: Delta tables, served by a typed GraphQL gateway.",
    )
    .version('0.1.0')
    .showHelpAfterError('(lakegate --help lists the commands)')
  const commands = [
    startCommand(signal),
    buildCommand(signal),
    serveCommand(signal),
    scheduleCommand(signal),
    sourceCommand(signal),
    tablesCommand(),
    vacuumCommand(),
    exportCommand(signal),
    streamCommand(signal),
    simulateCommand(signal),
    replayCommand(signal),
    keyCommand(),
    configCommand(),
  ]
  for (const command of [
    lakegate,
    ...commands,
    ...commands.flatMap(({ commands: inner }) => inner),
  ])
    command.exitOverride()
  for (const command of commands) lakegate.addCommand(command)
  return lakegate
}

/** One line for what a person can mend; the stack only for what is a bug of ours. */
function explain(error: unknown): string {
  const isKnown = [ConfigError, GatewayError, JobError, LakehouseError].some(
    (known) => error instanceof known,
  )
  if (error instanceof Error)
    return isKnown ? error.message : `unexpected error, please report it\n${error.stack}`
  return String(error)
}
