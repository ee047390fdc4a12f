import { defineConfig } from 'vitest/config'

const suite = (name: string, include: string[], exclude: string[] = []) => ({
  test: { name, include, exclude, testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' as const },
})

/** The long suites need tools that a laptop may lack, so they have commands of their own. */
const LONG = ['interop', 'parity', 'faults']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      suite('unit', ['test/**/*.test.ts'], LONG.map((name) => `test/${name}/**`)),
      ...LONG.map((name) => suite(name, [`test/${name}/**/*.test.ts`])),
    ],
  },
})
