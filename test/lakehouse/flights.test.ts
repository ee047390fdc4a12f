import { expect, test } from 'vitest'
import { openFlights } from '../../lakehouse/flights.ts'

const stays = new AbortController().signal

/** Counts flights; each lands when it is told to, and fails when it is stopped. */
function flying() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let count = 0
  const fly = (stop: AbortSignal) => {
    count += 1
    stop.addEventListener('abort', () => reject(new Error('stopped')))
    return promise
  }
  return { fly, land: resolve, fail: reject, count: () => count }
}

test('equal work that is under way is done once', async () => {
  const flights = openFlights<string>()
  const one = flying()
  const riders = [1, 2, 3].map(() => flights.join('same', stays, one.fly))
  const other = flying()
  const apart = flights.join('other', stays, other.fly)
  one.land('landed')
  other.land('elsewhere')
  expect(await Promise.all([...riders, apart])).toEqual(['landed', 'landed', 'landed', 'elsewhere'])
  expect([one.count(), other.count()]).toEqual([1, 1])
  const later = flying()
  later.land('again')
  expect(await flights.join('same', stays, later.fly)).toBe('again')
})

test('who leaves takes nobody along; when all have left the work is stopped, and nobody joins it any more', async () => {
  const flights = openFlights<string>()
  const one = flying()
  const leaving = [new AbortController(), new AbortController()]
  const riders = leaving.map(({ signal }) => flights.join('same', signal, one.fly))
  leaving[0]!.abort(new Error('first'))
  await expect(riders[0]).rejects.toThrow('first')
  leaving[1]!.abort(new Error('second'))
  const next = flying()
  const joined = flights.join('same', stays, next.fly)
  await expect(riders[1]).rejects.toThrow('second')
  next.land('anew')
  expect(await joined).toBe('anew')
})

test('who has left before it asks starts nothing', async () => {
  const flights = openFlights<string>()
  const one = flying()
  await expect(flights.join('key', AbortSignal.abort(new Error('gone')), one.fly)).rejects.toThrow(
    'gone',
  )
  expect(one.count()).toBe(0)
})

test('an error is told to all, and is not kept', async () => {
  const flights = openFlights<string>()
  const one = flying()
  const riders = [1, 2].map(() => flights.join('same', stays, one.fly))
  one.fail(new Error('broken'))
  for (const rider of riders) await expect(rider).rejects.toThrow('broken')
  const next = flying()
  next.land('mended')
  expect(await flights.join('same', stays, next.fly)).toBe('mended')
})
