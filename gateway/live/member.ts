import type { GraphQLError } from 'graphql'
import { setTimeout as delay } from 'node:timers/promises'
import { refusal } from '../../resolvers/refusal.ts'
import { openBacklog } from './backlog.ts'
import { type Frames, framesOf } from './frames.ts'
import type { Outlet } from './outlet.ts'
import type { Unsent } from './unsent.ts'

/** One subscriber of a group. */
export interface Member {
  readonly left: AbortSignal
  /** Never waits: whoever takes too little is cut with `SLOW_CONSUMER`, or without a word where all together take too much memory. */
  readonly send: (frames: Frames) => void
  /** As `send`, and resolves when most of it was taken; who takes nothing of it in ten seconds is cut. */
  readonly sendAndWait: (frames: Frames) => Promise<void>
  /** Without a word. */
  readonly leave: () => void
  /** Ends it, once. */
  readonly end: (error?: GraphQLError) => void
}

export interface MemberOptions {
  /** Of all members. */
  readonly unsent: Unsent
  readonly onSent: (frames: number) => void
  readonly onCut: () => void
}

/** Below it, more of what was missed is read. */
const LOW_BYTES = 64_000
const LOOK_MS = 10
const STALLED_MS = 10_000

export function openMember(outlet: Outlet, { unsent, onSent, onCut }: MemberOptions): Member {
  const leaving = new AbortController()
  const backlog = openBacklog()
  let waiting = 0
  outlet.onLeft(leave)

  function leave(): void {
    unsent.add(-waiting)
    waiting = 0
    leaving.abort()
  }

  function end(error?: GraphQLError): void {
    if (leaving.signal.aborted) return
    leave()
    outlet.end(error)
  }

  /** What waits for it counts until its connection is closed: it is in memory as long. */
  function cut(isNow: boolean): void {
    onCut()
    leaving.abort()
    if (isNow) outlet.drop()
    else outlet.end(SLOW)
  }

  function send(frames: Frames): void {
    if (leaving.signal.aborted) return
    outlet.send(frames)
    onSent(frames.payloads.length)
    const bytes = outlet.unsentBytes()
    unsent.add(bytes - waiting)
    waiting = bytes
    const isMuch = bytes > LOW_BYTES && unsent.isTooMuch()
    if (backlog.isTooLong(frames, bytes) || isMuch) cut(isMuch)
  }

  async function sendAndWait({ payloads }: Frames): Promise<void> {
    for (const piece of piecesOf(payloads)) await sendPiece(framesOf(piece))
  }

  async function sendPiece(frames: Frames): Promise<void> {
    send(frames)
    const until = performance.now() + STALLED_MS
    while (!leaving.signal.aborted && outlet.unsentBytes() > LOW_BYTES) {
      if (performance.now() > until) return cut(false)
      await delay(LOOK_MS)
    }
  }

  return { left: leaving.signal, send, sendAndWait, leave, end }
}

/** What was missed may be more than may wait to be taken. */
function* piecesOf(payloads: readonly string[]): Generator<readonly string[]> {
  let piece: string[] = []
  let length = 0
  for (const payload of payloads) {
    piece.push(payload)
    length += payload.length
    if (length < LOW_BYTES) continue
    yield piece
    piece = []
    length = 0
  }
  if (piece.length > 0) yield piece
}

const SLOW = refusal(
  'SLOW_CONSUMER',
  'events came faster than they were taken: take them faster, or subscribe to fewer, and go on from the last cursor',
)
