import { engineTests } from './conformance.ts'
import { openTemporary } from './temporary-lake.ts'

engineTests(openTemporary)
