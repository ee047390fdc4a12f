import { loadConfig } from '../../config.ts'

/** Of a log without a setting: a file of SQLite. */
export const EVENTS = loadConfig({ environment: {} }).events
