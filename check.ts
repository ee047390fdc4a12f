import { glob, readFile } from 'node:fs/promises'
import {
  type GraphQLError,
  Source,
  buildSchema,
  concatAST,
  getLocation,
  parse,
  separateOperations,
  validate,
} from 'graphql'
import { printedSchema } from './schema/printed.ts'

/** Holds clients' operations against the schema of this tree, or against a file: `npm run check -- theirs.graphql`. */
const [path] = process.argv.slice(2)
const schema = buildSchema(path === undefined ? printedSchema() : await readFile(path, 'utf8'))

const files = await Array.fromAsync(glob('{sdk,web}/**/documents/*.graphql'))
const documents = files.map(async (file) => parse(new Source(await readFile(file, 'utf8'), file)))
const operations = Object.entries(separateOperations(concatAST(await Promise.all(documents))))
const mistakes = operations.flatMap(([operation, document]) =>
  validate(schema, document).map((error) => `${operation}: ${error.message} (${placesOf(error)})`),
)

for (const mistake of mistakes) process.stderr.write(`${mistake}\n`)
process.stdout.write(`${operations.length} operations, ${mistakes.length} mistakes\n`)
process.exitCode = Math.min(mistakes.length, 1)

function placesOf({ nodes = [] }: GraphQLError): string {
  return nodes
    .flatMap(({ loc }) => {
      if (!loc) return []
      const { line, column } = getLocation(loc.source, loc.start)
      return [`${loc.source.name}:${line}:${column}`]
    })
    .join(', ')
}
