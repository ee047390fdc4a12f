import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql'
import { refusal } from '../../resolvers/refusal.ts'

/** Of one name in one place, through all fragments; components that share a page ask for the same a few times. */
const REPEATS_MAX = 50

/**
 * Refuses what would be slow to validate: fields of one name in one place are compared with each other, and what is in them.
 *
 * Errors: `COST_LIMIT`.
 */
export function checkRepeats(document: DocumentNode): void {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )

  function count(set: SelectionSetNode, counts: Map<string, number>, seen: Set<string>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) count(selection.selectionSet, counts, seen)
      else if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value
        const times = (counts.get(name) ?? 0) + 1
        if (times > REPEATS_MAX) throw tooOften(name)
        counts.set(name, times)
      } else {
        const name = selection.name.value
        const fragment = fragments.get(name)
        if (!fragment || seen.has(name)) continue
        seen.add(name)
        count(fragment.selectionSet, counts, seen)
      }
    }
  }

  visit(document, {
    SelectionSet: (set) => count(set, new Map(), new Set()),
  })
}

const tooOften = (name: string) =>
  refusal(
    'COST_LIMIT',
    `the query asks more than ${REPEATS_MAX} times for ${name} in one place: ask once, or under other names`,
  )
