import { readFileSync } from 'node:fs'

/** `Customer.email` → `pii`, as the page about access says. */
export const NEEDS: ReadonlyMap<string, string> = new Map(
  [...readFileSync('docs/access.md', 'utf8').matchAll(/^\| `(\w+\.\w+)` +\| `(\w+)` +\|$/gm)].map(
    ([, field, scope]) => [field!, scope!],
  ),
)
