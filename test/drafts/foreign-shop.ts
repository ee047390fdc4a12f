import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetFile } from '../sources/parquet-file.ts'

/** A line of an order, as the shop knows it before it is written down in any form. */
interface Line {
  readonly product: string
  readonly quantity: number
  /** Cents. */
  readonly price: number
  /** 0 or 10. */
  readonly percentOff: number
}

interface Order {
  readonly id: string
  readonly customer: string
  readonly month: number
  readonly day: number
  readonly isCancelled: boolean
  readonly lines: readonly Line[]
}

const PRODUCTS = [
  { id: 'CAF-1', name: 'Café 500 g', category: '1', price: 1290 },
  { id: 'CHA-1', name: 'Chá preto', category: '1', price: 890 },
  { id: 'XIC-1', name: 'Xícara "grande"', category: '2', price: 3450 },
  { id: 'BUL-1', name: 'Bule; 1 l', category: '2', price: 123450 },
]

const CUSTOMERS = ['Ana Souza', 'Bruno Díaz', 'Carla Núñez', 'Dieter Groß', 'Eva Lima'].map(
  (name, i) => ({ id: `C${i + 1}`, name, city: ['São Paulo', 'Córdoba', 'Lisboa'][i % 3]! }),
)

/** Orders of six months in the shops, and of two on the web. */
export const SHOP_ORDERS: readonly Order[] = ordersOf('P', [1, 2, 3, 4, 5, 6])
export const WEB_ORDERS: readonly Order[] = ordersOf('W', [5, 6])

function ordersOf(prefix: string, months: readonly number[]): Order[] {
  return months.flatMap((month) =>
    Array.from({ length: 14 }, (_, i) => ({
      id: `${prefix}${month * 100 + i}`,
      customer: CUSTOMERS[(month + i) % CUSTOMERS.length]!.id,
      month,
      day: 1 + 2 * i,
      isCancelled: i % 7 === 3,
      lines: Array.from({ length: 1 + (i % 3) }, (_line, line) => {
        const { id, price } = PRODUCTS[(i + line) % PRODUCTS.length]!
        return {
          product: id,
          quantity: 1 + ((i + line) % 4),
          price,
          percentOff: line === 2 ? 10 : 0,
        }
      }),
    })),
  )
}

/** Writes the shop's twenty files: three languages, five formats, a file a month. */
export async function writeForeignShop(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const give = (name: string, content: string | Buffer) =>
    writeFileSync(join(folder, name), content)
  for (const month of [1, 2, 3, 4, 5, 6]) {
    const orders = SHOP_ORDERS.filter((order) => order.month === month)
    give(`pedidos_2025-0${month}.csv`, latin(monthOfOrders(orders)))
    give(`itens_2025-0${month}.tsv`, monthOfLines(orders))
  }
  for (const month of [5, 6]) {
    const orders = WEB_ORDERS.filter((order) => order.month === month)
    give(`web-orders-${month}.ndjson.gz`, gzipSync(orders.map(webOrder).join('\n')))
  }
  give('web_order_lines.parquet', await webLines())
  give('clientes.csv.gz', gzipSync(customers()))
  give('productos.json', JSON.stringify(PRODUCTS.map(product), null, 2))
  give('categorias.tsv', 'id\tnombre\n1\tBebidas\n2\tLoza\n')
  give('lojas.psv', 'codigo_loja|nome|cidade\nL1|Centro|São Paulo\nL2|Norte|Lisboa\n')
  give('opiniones.ndjson', reviews())
}

/** Windows-1252, as spreadsheets of the region write it. */
const latin = (text: string) => Buffer.from(text, 'latin1')

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** `1.234,50`. */
function commaAmount(cents: number): string {
  const [whole, rest] = (cents / 100).toFixed(2).split('.')
  return `${whole!.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, '.')},${rest}`
}

function monthOfOrders(orders: readonly Order[]): string {
  const lines = orders.map(({ id, customer, day, month, isCancelled }) =>
    [
      id,
      customer,
      `${twoDigits(day)}/${twoDigits(month)}/2025 14:30`,
      isCancelled ? 'cancelado' : 'entregue',
      'cartão',
      'L1',
      `R$ ${commaAmount(1500)}`,
    ].join(';'),
  )
  return [
    'Número do pedido;Cliente;Data do pedido;Situação;Forma de pagamento;Loja;Frete',
    ...lines,
  ].join('\r\n')
}

function monthOfLines(orders: readonly Order[]): string {
  const lines = orders.flatMap(({ id, lines: ordered }) =>
    ordered.map(({ product: code, quantity, price, percentOff }, i) =>
      [id, i + 1, code, quantity, commaAmount(price), `${percentOff}%`].join('\t'),
    ),
  )
  return ['pedido\tlinha\tproduto\tqtd\tpreço unitário\tdesconto', ...lines].join('\n')
}

function webOrder({ id, customer, day, month, isCancelled }: Order): string {
  return JSON.stringify({
    orderNumber: id,
    customerId: customer,
    createdAt: `2025-${twoDigits(month)}-${twoDigits(day)}T18:00:00Z`,
    status: isCancelled ? 'canceled' : 'completed',
    shippingCost: 9.9,
  })
}

function webLines(): Promise<Buffer> {
  return parquetFile(
    {
      order_number: { type: 'UTF8' },
      line_number: { type: 'INT32' },
      sku: { type: 'UTF8' },
      quantity: { type: 'INT32' },
      unit_price: { type: 'DOUBLE' },
      discount_percent: { type: 'INT32' },
    },
    WEB_ORDERS.flatMap(({ id, lines }) =>
      lines.map(({ product: sku, quantity, price, percentOff }, i) => ({
        order_number: id,
        line_number: i + 1,
        sku,
        quantity,
        unit_price: price / 100,
        discount_percent: percentOff,
      })),
    ),
  )
}

function customers(): string {
  const lines = CUSTOMERS.map(({ id, name, city }, i) =>
    [
      id,
      name,
      `${id.toLowerCase()}@example.com`,
      city,
      i === 4 ? 'não' : 'sim',
      `0${i + 1}/03/2024`,
    ].join(','),
  )
  return ['id_cliente,nome,e-mail,cidade,ativo,data_cadastro', ...lines].join('\n')
}

function product({ id, name, category, price }: (typeof PRODUCTS)[number]) {
  return { codigo: id, nombre: name, categoria_id: category, precio: price / 100, existencias: 7 }
}

function reviews(): string {
  return PRODUCTS.map(({ id }, i) =>
    JSON.stringify({
      id_opinion: i + 1,
      producto: id,
      cliente: `C${i + 1}`,
      puntuacion: 5 - i,
      fecha: '2025-06-30',
    }),
  ).join('\n')
}
