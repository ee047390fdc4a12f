import { defineConfig } from 'vitest/config'

/** As Node resolves them: Vite's own conditions would load a second copy of graphql beside the one that Pothos has. */
const CONDITIONS = ['module-sync', 'node']

const suite = (name: string, include: string[], exclude: string[] = []) => ({
  ssr: { resolve: { conditions: CONDITIONS } },
  test: {
    name,
    include,
    exclude,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks' as const,
    isolate: false,
  },
})

/** The long suites take their time, or need data or tools that a laptop may lack, so they have commands of their own. */
const LONG: Readonly<Record<string, string[]>> = {
  shops: [
    'test/shops/**/*.test.ts',
    'test/trials/**/*.test.ts',
    'test/commands/source.test.ts',
    'test/your-shop.test.ts',
  ],
  interop: ['test/interop/**/*.test.ts'],
  parity: ['test/parity/**/*.test.ts'],
  faults: ['test/faults/**/*.test.ts'],
  fuzz: ['test/fuzz/**/*.test.ts'],
  sdk: ['test/sdk/**/*.test.ts'],
  stream: [
    'test/stream/**/*.test.ts',
    'test/gateway/live/**/*.test.ts',
    'test/replay/**/*.test.ts',
    'test/build/events*.test.ts',
    'test/golden/stream.test.ts',
    'test/commands/simulate.test.ts',
  ],
  kafka: ['test/kafka/**/*.test.ts'],
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: 'test/temporary-folder.ts',
    projects: [
      suite('unit', ['test/**/*.test.ts'], Object.values(LONG).flat()),
      ...Object.entries(LONG).map(([name, files]) => suite(name, files)),
    ],
  },
})
