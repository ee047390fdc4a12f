import { writeFile } from 'node:fs/promises'
import { executeCodegen } from '@graphql-codegen/cli'
import { printedSchema } from './schema/printed.ts'
import { lakegateCodegen } from './sdk/codegen.ts'

const schema = printedSchema()
await writeFile('schema/schema.graphql', schema)

const config = lakegateCodegen({
  schema,
  documents: 'sdk/documents/*.graphql',
  folder: 'sdk/generated/',
  scalarsFrom: '../index.ts',
})
const { result, error } = await executeCodegen({ ...config, silent: true })
if (error) throw error

// The preset's other files are for documents that stand in TypeScript.
for (const name of ['graphql.ts', 'persisted-documents.json']) {
  const { content } = result.find(({ filename }) => filename === `sdk/generated/${name}`)!
  // A package for one type would be a dependency of every application.
  const text = content
    .replace('@graphql-typed-document-node/core', '../document.ts')
    // Bundlers leave out the documents that an application does not ask.
    .replaceAll('= new TypedDocumentString(', '= /*#__PURE__*/ new TypedDocumentString(')
  await writeFile(`sdk/generated/${name}`, `${text.trimEnd()}\n`)
}
