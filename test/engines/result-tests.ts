import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql, text } from '../../lakehouse/sql.ts'
import { scaled } from './any-row.ts'

export function resultTests(open: () => Promise<Engine>): void {
  describe('results', () => {
    test('values are exact and of one form', async () => {
      await using engine = await open()
      const [row] = await engine.rows(sql`select
        cast('12345678901234.5000' as decimal(18, 4)) as money, cast('-0.0500' as decimal(18, 4)) as debt,
        cast(9007199254740993 as bigint) as count, cast(7 as integer) as days, cast(0.1 as double) as ratio,
        true as flag, 'é' as name, cast('2026-11-22' as date) as day, cast(null as string) as nothing,
        try_to_timestamp('2026-11-22T05:20:00.123456+02:00') as at`)
      expect(row).toEqual({
        money: '12345678901234.5000',
        debt: '-0.0500',
        count: 9007199254740993n,
        days: 7,
        ratio: 0.1,
        flag: true,
        name: 'é',
        day: '2026-11-22',
        nothing: null,
        at: '2026-11-22T03:20:00.123456Z',
      })
    })

    test('any text survives as a parameter', async () => {
      await using engine = await open()
      const anyText = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed())
      await fc.assert(
        fc.asyncProperty(anyText, async (value) => {
          expect(await engine.rows(sql`select ${value} as value`)).toEqual([{ value }])
        }),
      )
    })

    test('any list of texts survives as a parameter, the empty one too', async () => {
      await using engine = await open()
      await fc.assert(
        fc.asyncProperty(fc.array(fc.string()), fc.string(), async (values, value) => {
          const rows = await engine.rows(sql`select array_contains(${values}, ${value}) as found`)
          expect(rows).toEqual([{ found: values.includes(value) }])
        }),
        { numRuns: 30 },
      )
    })

    test('any bigint of 64 bits survives as a parameter', async () => {
      await using engine = await open()
      const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      await fc.assert(
        fc.asyncProperty(int64, async (value) => {
          expect(await engine.rows(sql`select ${value} as value`)).toEqual([{ value }])
        }),
        { numRuns: 30 },
      )
    })

    test('a sum of decimals is exact', async () => {
      await using engine = await open()
      const unscaled = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), {
        minLength: 1,
      })
      await fc.assert(
        fc.asyncProperty(unscaled, async (amounts) => {
          const rows = amounts
            .map((amount) => `(cast('${scaled(amount)}' as decimal(18, 4)))`)
            .join(', ')
          const select = `select cast(sum(x) as decimal(18, 4)) as total from (values ${rows}) as amounts(x)`
          const total = scaled(amounts.reduce((sum, amount) => sum + amount, 0n))
          expect(await engine.rows(text(select))).toEqual([{ total }])
        }),
        { numRuns: 30 },
      )
    })
  })

  describe('Databricks’ names', () => {
    test.each([
      [`trim('  a  ')`, 'a'],
      [`initcap('aNNA maria')`, 'Anna Maria'],
      [`concat('a', cast(null as string))`, null],
      [`regexp_replace('a-b-c', '-', '+')`, 'a+b+c'],
      [`regexp_like('a1', '^[a-z][0-9]$')`, true],
      [`datediff(cast('2024-03-01' as date), cast('2024-02-01' as date))`, 29],
      [`add_months(cast('2024-01-31' as date), 1)`, '2024-02-29'],
      [`date_add(cast('2024-02-28' as date), 2)`, '2024-03-01'],
      [`weekday(cast('2026-11-22' as date))`, 6],
      [
        `cast(from_utc_timestamp(read_instant('2026-01-01T02:00:00Z', 'UTC', 'UTC'), 'America/Sao_Paulo') as date)`,
        '2025-12-31',
      ],
      [`read_instant('2026-01-01', 'UTC', 'America/Sao_Paulo')`, '2026-01-01T03:00:00.000000Z'],
      [`read_instant('2026-10-25T02:30', 'Europe/Berlin', 'UTC')`, '2026-10-25T00:30:00.000000Z'],
      [`read_instant('2018-11-04T05:42Z', 'UTC', 'UTC')`, '2018-11-04T05:42:00.000000Z'],
      [`read_instant('2018-11-04T05:42+02:00', 'UTC', 'UTC')`, '2018-11-04T03:42:00.000000Z'],
      [`read_instant('2018-11-04 05:42-0930', 'UTC', 'UTC')`, '2018-11-04T15:12:00.000000Z'],
      [`read_instant('2018-11-04 05:42+14', 'UTC', 'UTC')`, '2018-11-03T15:42:00.000000Z'],
      [`read_instant('0900-02-28 02:30:15.25', 'UTC', 'UTC')`, '0900-02-28T02:30:15.250000Z'],
      [
        `from_utc_timestamp(read_instant('2026-01-01T02:00:00+05:00', 'UTC', 'UTC'), 'UTC')`,
        '2025-12-31T21:00:00.000000',
      ],
      [`read_decimal('12,5')`, null],
      [`read_decimal('-12.5')`, '-12.5000'],
      [`read_decimal(concat(chr(9), '12.5', chr(160)))`, '12.5000'],
      [`read_decimal('1 2')`, null],
      [`endswith('ab ', ' ')`, true],
      [`trimmed(concat('a b', chr(160)))`, 'a b'],
      [`trimmed(concat(' ', chr(13)))`, null],
      [`fault('price', ' 1,5', 'a number')`, 'price: "1,5", expected a number'],
      [`fault('price', ' ', 'a number')`, null],
      [`read_integer('3.0')`, 3],
      [`read_day('2026-02-30')`, null],
      [`read_boolean('TRUE')`, true],
      [`collapse_blanks(concat(' a', chr(160), ' b '))`, 'a b'],
    ])('%s is %s', async (expression, value) => {
      await using engine = await open()
      expect(await engine.rows(text(`select ${expression} as value`))).toEqual([{ value }])
    })
  })
}
