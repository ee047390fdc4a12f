import { readFileSync, readdirSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** Milliseconds of CPU that processes and all that they started have used, all their threads together. Linux. */
export function cpuMs(roots: readonly number[]): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const isOf = new Set(roots)
  // A child is younger than its parent, but its number may be smaller.
  for (let seen = 0; seen < isOf.size;) {
    seen = isOf.size
    for (const { pid, parent } of processes) if (isOf.has(parent)) isOf.add(pid)
  }
  const ticks = processes
    .filter(({ pid }) => isOf.has(pid))
    .reduce((sum, process) => sum + process.ticks, 0)
  return (ticks / TICKS_A_SECOND) * 1000
}

interface Process {
  readonly pid: number
  readonly parent: number
  /** Its own, and of the children that it has seen end. */
  readonly ticks: number
}

/** Nothing for a process that has ended. */
function statOf(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ pid, parent: Number(fields[1]), ticks }]
  } catch {
    return []
  }
}

export interface Asked {
  readonly times: number
  /** A request, of the processes that answer. */
  readonly cpuMs: number
  /** A request, the median. */
  readonly wallMs: number
}

/** A server that serves is neither cold nor idle: an idle core costs more to wake than a small answer. */
const IN_FLIGHT = 4

/** Asks again and again, many at a time, and says what one costs; half of `seconds` before goes to warming up. */
export async function asked(
  pids: readonly number[],
  seconds: number,
  ask: () => Promise<unknown>,
): Promise<Asked> {
  await askFor(seconds / 2, ask)
  const before = cpuMs(pids)
  const walls = await askFor(seconds, ask)
  const times = walls.length
  return {
    times,
    cpuMs: (cpuMs(pids) - before) / times,
    wallMs: walls.sort((a, b) => a - b)[Math.floor(times / 2)]!,
  }
}

/** The milliseconds that each took. */
async function askFor(seconds: number, ask: () => Promise<unknown>): Promise<number[]> {
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
