import type { CodegenConfig } from '@graphql-codegen/cli'
import { lakegateCodegen } from 'lakegate-client/codegen'

const config: CodegenConfig = {
  ...lakegateCodegen({ documents: '*.graphql', folder: 'generated/' }),
  importExtension: '.ts',
}

export default config
