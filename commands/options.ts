import type { Command } from 'commander'
import { type Config, loadConfig } from '../config.ts'

/** Options of several commands, by the configuration key that each stands for. */
const OPTIONS = {
  lake: ['--lake <folder>', 'the folder that holds the tables'],
  host: ['--host <address>', 'the address to listen on'],
  port: ['--port <number>', 'the port to listen on; 0 takes any free one'],
  'source.name': ['--source <name>', 'the shop to build (lakegate source list)'],
  'source.from': ['--from <folder>', "the folder of the shop's raw files"],
  'sample.orders': ['--orders <count>', 'how many orders the sample shop has'],
  'simulate.rate': ['--rate <number>', 'events a second, on average over a week'],
  'simulate.seed': ['--seed <number>', 'another seed, other visits'],
} as const

type Key = keyof typeof OPTIONS

/** Declares the options of these keys. */
export function withOptions(command: Command, keys: readonly Key[]): Command {
  for (const key of keys) {
    const [flag, meaning] = OPTIONS[key]
    command.option(flag, meaning)
  }
  return command
}

/** The configuration with the command line's options over it. */
export function configOf(options: Readonly<Record<string, unknown>>): Config {
  const flags: Record<string, string> = {}
  for (const [key, [flag]] of Object.entries(OPTIONS)) {
    const value = options[/--(\w+)/.exec(flag)![1]!]
    if (typeof value === 'string') flags[key] = value
  }
  return loadConfig({ environment: process.env, flags })
}
