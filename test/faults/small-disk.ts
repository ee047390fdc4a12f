import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own, in memory, gone with its end. */
export interface SmallDisk extends Disposable {
  readonly path: string
  /** Takes its room, all but so many bytes. */
  readonly fill: (leftBytes?: number) => void
  readonly clear: () => void
  readonly makeReadOnly: () => void
}

export function smallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'lakegate-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], {
    stdio: 'ignore',
  })
  const filler = join(path, 'filler')
  return {
    path,
    fill(leftBytes = 0) {
      const { bavail, bsize } = statfsSync(path)
      const bytes = bavail * bsize - leftBytes
      try {
        if (bytes > 0) appendFileSync(filler, Buffer.alloc(bytes))
      } catch {
        // Another process took the rest first: it is full.
      }
    },
    clear: () => rmSync(filler, { force: true }),
    makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', path]),
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true })
    },
  }
}

/** Whether this user may mount disks; where not, it says that those who need one are left out. */
export function maySmallDisk(): boolean {
  try {
    smallDisk(1)[Symbol.dispose]()
    return true
  } catch {
    console.log('left out, since this user may not mount a disk: tests of a full one')
    return false
  }
}
