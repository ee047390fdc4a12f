import { readFile } from 'node:fs/promises'

const FUNCTION =
  /create or replace function (?<name>\w+)\((?<parameters>[^)]*)\)\s+returns [\w(), ]+?\s+return\s(?<body>[^;]*);/g

/** What teaches a DuckDB session Databricks' names and our own functions: statements to run in order. */
export async function readMacros(): Promise<string> {
  const [macros, functions] = await Promise.all(['macros.sql', 'functions.sql'].map(readBeside))
  return `${macros}\n${functionsAsMacros(functions!)}`
}

/** `create function` in Databricks' form as DuckDB's `create macro`, whose parameters have no types. */
export function functionsAsMacros(functions: string): string {
  const text = functions.replaceAll(/^\s*--.*$/gm, '')
  return [...text.matchAll(FUNCTION)]
    .map(({ groups }) => {
      const names = groups!
        .parameters!.split(',')
        .map((parameter) => parameter.trim().split(/\s/)[0])
      return `create or replace macro ${groups!.name}(${names.join(', ')}) as (${groups!.body!});`
    })
    .join('\n')
}

const readBeside = (file: string) => readFile(new URL(`../${file}`, import.meta.url), 'utf8')
