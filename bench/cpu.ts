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

const WARM_UP = 10
const SECONDS = 3

/** Asks again and again, one at a time, and says what one costs the process that answers. */
export async function asked(pid: number, ask: () => Promise<void>): Promise<Asked> {
  for (let i = 0; i < WARM_UP; i++) await ask()
  const walls: number[] = []
  const before = cpuMs(pid)
  const until = performance.now() + SECONDS * 1000
  while (performance.now() < until) {
    const started = performance.now()
    await ask()
    walls.push(performance.now() - started)
  }
  const times = walls.length
  return {
    times,
    cpuMs: (cpuMs(pid) - before) / times,
    wallMs: walls.sort((a, b) => a - b)[Math.floor(times / 2)]!,
  }
}
