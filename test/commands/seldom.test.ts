import { afterEach, expect, test, vi } from 'vitest'
import { seldom } from '../../commands/seldom.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('a note that comes again is told once a minute, another one at once', () => {
  vi.useFakeTimers()
  const told: string[] = []
  const report = seldom((event) => told.push(event.kind === 'note' ? event.message : event.kind))
  for (let seconds = 0; seconds < 90; seconds += 2) {
    report({ kind: 'note', message: 'the log is away' })
    vi.advanceTimersByTime(2000)
  }
  report({ kind: 'note', message: 'something else' })
  expect(told).toEqual(['the log is away', 'the log is away', 'something else'])
})
