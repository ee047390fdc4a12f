import { expect, test } from 'vitest'
import { meaningOf } from '../../jobs/drafts/words.ts'

test.each([
  { name: 'order_id', meaning: 'id order' },
  { name: 'Order Number', meaning: 'id order' },
  { name: 'orderdate', meaning: 'date order' },
  { name: 'CustomerID', meaning: 'customer id' },
  { name: 'Número do pedido', meaning: 'id order' },
  { name: 'data_da_compra', meaning: 'date order' },
  { name: 'Preço unitário (R$)', meaning: 'price r unit' },
  { name: 'fecha de nacimiento', meaning: 'birth date' },
  { name: 'cantidad', meaning: 'quantity' },
  { name: 'Bestellnummer', meaning: 'id order' },
  { name: 'Kundennr', meaning: 'customer id' },
  { name: 'Artikelbezeichnung', meaning: 'name product' },
  { name: 'Einzelpreis', meaning: 'price unit' },
  { name: 'e-mail', meaning: 'email' },
  { name: 'lineitem quantity', meaning: 'item quantity' },
  { name: 'wibble', meaning: 'wibble' },
])('$name means "$meaning"', ({ name, meaning }) => {
  expect(meaningOf(name)).toBe(meaning)
})
