import { GraphQLError } from 'graphql'
import pLimit from 'p-limit'
import type { Picked } from '../../resolvers/following.ts'
import { shownError } from '../../resolvers/failure.ts'
import type { Log } from '../watching/log.ts'
import type { Feeds } from './feeds.ts'
import { type Group, openGroup } from './group.ts'
import type { Member } from './member.ts'
import { openMissed } from './missed.ts'
import type { Subscription } from './subscription.ts'
import { type Results, type Telling, resultsOf } from './telling.ts'

/** Subscriptions that are followed; equal ones are one. */
export interface Groups {
  /**
   * Tells a member from now on, or from the subscription's cursor on, until it has left.
   *
   * Resolves when the member misses nothing that comes. Errors: `CURSOR_EXPIRED`, and those of beginning to follow.
   */
  readonly join: (subscription: Subscription, member: Member, noteRead: NoteRead) => Promise<void>
  /** Different ones. */
  readonly size: () => number
}

/** To be told that personal data was read, once. */
export type NoteRead = (publicationId: string) => void

interface Opened {
  readonly group: Group
  /** Those to be told of what is personal. */
  readonly notes: Map<Member, NoteRead>
  readonly leave: Promise<() => void>
}

export interface GroupsOptions extends Telling {
  readonly feeds: Feeds
}

/** Different subscriptions whose results are made at the same time: until they are sent all of them are in memory. */
const AT_ONCE = 100

export function openGroups({ feeds, ...telling }: GroupsOptions): Groups {
  const groups = new Map<string, Opened>()
  const limit = pLimit(AT_ONCE)
  const resultsInTurn = (subscription: Subscription, picked: readonly Picked[]) =>
    limit(() => resultsOf(subscription, picked, telling))

  function open(subscription: Subscription): Opened {
    const notes = new Map<Member, NoteRead>()
    const group = openGroup({
      async results(picked) {
        const results = await resultsInTurn(subscription, picked)
        noteAll(results, notes)
        return results.payloads
      },
      endMember: (member, error) => member.end(endedBy(error, telling.log)),
    })
    const leave = feeds.join(subscription.source, { take: group.take, fail })
    const opened = { group, notes, leave }
    groups.set(subscription.key, opened)
    leave.catch(() => close(subscription.key, opened))

    /** Those too that are still told what they missed; whoever comes now begins anew. */
    function fail(error: unknown): void {
      close(subscription.key, opened)
      for (const member of notes.keys()) member.end(endedBy(error, telling.log))
    }

    return opened
  }

  function close(key: string, opened: Opened): void {
    if (groups.get(key) === opened) groups.delete(key)
    opened.leave.then(
      (leave) => leave(),
      () => {},
    )
  }

  async function join(subscription: Subscription, member: Member, noteRead: NoteRead) {
    const { key, source } = subscription
    const known = groups.get(key)
    const opened = known && !known.group.hasEnded() ? known : open(subscription)
    opened.notes.set(member, noteRead)
    const leave = () => {
      opened.group.remove(member)
      opened.notes.delete(member)
      if (opened.notes.size === 0) close(key, opened)
    }
    if (member.left.aborted) return leave()
    member.left.addEventListener('abort', leave, { once: true })
    await opened.leave
    if (member.left.aborted) return
    if (source.of !== 'log' || !source.after) opened.group.add(member)
    else {
      const { topics, after, pick } = source
      const tell = openMissed(member, async (picked) => {
        const results = await resultsInTurn(subscription, picked)
        noteAll(results, new Map([[member, noteRead]]))
        return results
      })
      await feeds.log.resume({
        topics,
        after,
        signal: member.left,
        take: (items) => tell(items.flatMap((item) => pick(item) ?? [])),
        caughtUp: () => opened.group.add(member),
      })
    }
  }

  return { join, size: () => groups.size }
}

function noteAll({ isPersonal, publicationId }: Results, notes: Map<Member, NoteRead>): void {
  if (isPersonal) for (const note of notes.values()) note(publicationId)
}

/** As a subscriber may be told why nothing more comes. */
export function endedBy(error: unknown, log: Log): GraphQLError {
  const wrapped =
    error instanceof GraphQLError
      ? error
      : new GraphQLError('', {
          originalError: error instanceof Error ? error : new Error(String(error)),
        })
  return shownError(wrapped, 'subscriptions', (cause) =>
    log.error({ err: cause }, 'a subscription ended'),
  )
}
