import { readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** Milliseconds of CPU that a process has used, all its threads together. Linux. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return ((Number(user) + Number(system)) / TICKS_A_SECOND) * 1000
}

export interface Asked {
  readonly times: number
  /** A request, of the process. */
  readonly cpuMs: number
  /** A request, the median. */
  readonly wallMs: number
}

/** A gateway that serves is neither cold nor idle: an idle core costs more to wake than a small answer. */
const IN_FLIGHT = 4
const WARM_UP_SECONDS = 2
const SECONDS = 4

/** Asks again and again, many at a time, and says what one costs the process that answers. */
export async function asked(pid: number, ask: () => Promise<void>): Promise<Asked> {
  await askFor(WARM_UP_SECONDS, ask)
  const before = cpuMs(pid)
  const walls = await askFor(SECONDS, ask)
  const times = walls.length
  return {
    times,
    cpuMs: (cpuMs(pid) - before) / times,
    wallMs: walls.sort((a, b) => a - b)[Math.floor(times / 2)]!,
  }
}

/** The milliseconds that each took. */
async function askFor(seconds: number, ask: () => Promise<void>): Promise<number[]> {
  const walls: number[] = []
  const until = performance.now() + seconds * 1000
  const one = async () => {
    while (performance.now() < until) {
      const started = performance.now()
      await ask()
      walls.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
  return walls
}
