import { expect, test } from 'vitest'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { draftOf } from './draft-shop.ts'

/** Canonical tables that were found, each with its columns and the raw columns that they were taken from. */
async function found(files: Readonly<Record<string, string>>) {
  const { tables } = await draftOf(files)
  return Object.fromEntries(
    tables.flatMap(({ table, parts }) =>
      parts.map(({ guesses }) => [
        table.table,
        Object.fromEntries([...guesses].map(([name, { column }]) => [name, column])),
      ]),
    ),
  )
}

test.each([
  {
    name: 'German',
    file: 'Bestellungen.csv',
    content:
      'Bestellnummer;Kundennummer;Bestelldatum;Status;Zahlungsart;Versandkosten;Gesamtbetrag\nB1;K1;31.12.2025;offen;Karte;4,90;24,90\nB2;K2;30.12.2025;offen;Karte;0,00;20,00\n',
    orders: {
      order_id: 'bestellnummer',
      customer_id: 'kundennummer',
      order_date: 'bestelldatum',
      status: 'status',
      payment_method: 'zahlungsart',
      shipping_cost: 'versandkosten',
      total_amount: 'gesamtbetrag',
    },
  },
  {
    name: 'Spanish, whose "estado" is the state of the order',
    file: 'pedidos.csv',
    content:
      'id_pedido,id_cliente,fecha_pedido,estado,ciudad\n1,7,2025-12-31,entregado,Lima\n2,8,2025-12-30,pendiente,Cusco\n',
    orders: {
      order_id: 'id_pedido',
      customer_id: 'id_cliente',
      order_date: 'fecha_pedido',
      status: 'estado',
      city: 'ciudad',
    },
  },
  {
    name: 'Portuguese, whose "estado" is where it goes',
    file: 'pedidos.csv',
    content:
      'codigo_pedido,cliente_id,data,situacao,estado\n1,7,2025-12-31,pago,SP\n2,8,2025-12-30,pago,RJ\n',
    orders: {
      order_id: 'codigo_pedido',
      customer_id: 'cliente_id',
      order_date: 'data',
      status: 'situacao',
      region: 'estado',
    },
  },
  {
    name: 'English with an id of one word',
    file: 'orders.csv',
    content:
      'ID,User ID,Created At,Total\n1,7,2025-12-31T10:00:00Z,10\n2,8,2025-12-30T10:00:00Z,5\n',
    orders: {
      order_id: 'id',
      customer_id: 'user_id',
      order_date: 'created_at',
      total_amount: 'total',
    },
  },
])('orders are found in $name', async ({ file, content, orders }) => {
  expect((await found({ [file]: content }))['orders']).toEqual(orders)
})

const FLAT = `Order ID,Order Date,Customer ID,Customer Name,Product ID,Product Name,Category,Sub-Category,Sales,Quantity,Discount,City
O1,12/31/2025,C1,Ana,P1,Desk,Furniture,Tables,80.00,1,0.2,Rio
O1,12/31/2025,C1,Ana,P2,Pen,Office,Art,5.00,5,0,Rio
O2,01/02/2026,C2,Bo,P1,Desk,Furniture,Tables,100.00,1,0,Lima
`

test('a wide flat file gives customers, categories, products, orders and lines', async () => {
  const { files } = await draftOf({ 'sales.csv': FLAT })
  expect(Object.keys(files).toSorted()).toEqual([
    'README.md',
    'customers.sql',
    'order_items.sql',
    'orders.sql',
    'product_categories.sql',
    'products.sql',
    'source.json',
  ])
  expect(files['orders.sql']).toContain('group by order_id')
  expect(files['customers.sql']).toContain('min(customer_name) as name')
  expect(files['customers.sql']).not.toContain('min(city)')
  expect(files['products.sql']).toContain("min(concat(category, '/', sub_category)) as category_id")
  expect(files['order_items.sql']).toContain(
    "concat(_source, ':', cast(_line as varchar)) as order_item_id",
  )
})

test('what is not found is said where it would be, with what may be it', async () => {
  const { files } = await draftOf({
    'orders.csv':
      'order_id,order_date,sent_on,freight_paid\n1,2025-12-31,2026-01-02,5.00\n2,2025-12-31,2026-01-03,4.00\n',
  })
  expect(files['orders.sql']).toMatch(/^-- actual_delivery: not found; perhaps sent_on$/m)
  expect(files['orders.sql']).toMatch(/^-- shipping_cost: not found; perhaps freight_paid$/m)
  expect(files['orders.sql']).toMatch(/^-- Not found, and no column is like it: customer_id, /m)
  expect(files['README.md']).toContain('- order_items: ')
})

test('more of the same is added, and the same again is not', async () => {
  const { tables, files } = await draftOf({
    'orders_shop.csv': 'order_id,order_date,total\n1,2025-12-31,5\n2,2025-12-31,6\n',
    'orders_web.csv': 'order_id,order_date\n3,2025-12-31\n4,2025-12-31\n',
    'orders_old.csv': 'order_number,date_of_order\n1,2025-12-31\n2,2025-12-31\n',
  })
  const orders = tables.find(({ table }) => table.table === 'orders')!
  expect(orders.parts.map(({ sheet }) => sheet.name)).toEqual(['orders_shop', 'orders_web'])
  expect(orders.others.map(({ name }) => name)).toEqual(['orders_old'])
  expect(files['README.md']).toContain('- `orders_old` looks like orders too')
})

test('a file that cannot be read is left out and named', async () => {
  const { faults, sheets } = await draftOf({ 'a.csv': 'id\n1\n', 'b.json': 'no', 'c.csv': '' })
  expect(sheets.map(({ name }) => name)).toEqual(['a'])
  expect(faults).toEqual([
    expect.stringContaining('b.json cannot be read'),
    'c.csv: there is nothing in it',
  ])
})

test.each([
  { name: 'a folder without tables', files: { 'notes.md': 'x' }, code: 'FILE_NOT_FOUND' },
  { name: 'a folder that is not there', files: {}, code: 'FOLDER_NOT_FOUND' },
])('$name is refused', async ({ files, code }) => {
  await expect(draftOf(files)).rejects.toMatchObject({ code })
})

test.each(
  CANONICAL_TABLES.flatMap(({ table, columns }) => {
    const names = Object.keys(columns).filter((name) => !name.startsWith('_'))
    return [
      { table, order: 'in order', names },
      { table, order: 'reversed', names: names.toReversed() },
    ]
  }),
)('a file with the names of $table itself, $order, is that table', async ({ table, names }) => {
  const tables = await found({
    [`${table}.csv`]: `${names.join(',')}\n${names.map(() => '1').join(',')}\n`,
  })
  const wrong = Object.entries(tables[table] ?? {}).filter(([name, column]) => name !== column)
  expect(wrong).toEqual([])
})

test('a file that is sorted by day is looked at beyond its first days', async () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => {
    const day = new Date(Date.UTC(2010, 11, 1) + i * 4 * 60_000)
    return `${i},${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()},C${i % 9}`
  })
  const { tables } = await draftOf({
    'orders.csv': `order_id,order_date,customer_id\n${rows.join('\n')}\n`,
  })
  const orders = tables.find(({ table }) => table.table === 'orders')!
  expect(JSON.stringify(orders.parts.map(({ guesses }) => [...guesses.values()]))).not.toContain(
    'the day is taken to be first',
  )
})
