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
const LONG = ['shops', 'interop', 'parity', 'faults', 'fuzz', 'sdk', 'stream', 'kafka']

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: 'test/temporary-folder.ts',
    projects: [
      suite(
        'unit',
        ['test/**/*.test.ts'],
        LONG.map((name) => `test/${name}/**`),
      ),
      ...LONG.map((name) => suite(name, [`test/${name}/**/*.test.ts`])),
    ],
  },
})
