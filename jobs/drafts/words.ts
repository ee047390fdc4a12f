import { snakeCase } from '../../lakehouse/contracts/bronze/raw.ts'

/** Shops' words by what they mean, in English, Spanish, Portuguese and German, as they are in names of columns. */
const WORDS: Readonly<Record<string, string>> = {
  order:
    'order orders pedido pedidos encomenda encomendas compra compras purchase purchases orden ordenes ordem venta venda sale bestell bestellung bestellungen auftrag auftrags invoice invoices factura fatura rechnung rechnungs transaction transaccion transacao',
  customer:
    'customer customers client clients cliente clientes kunde kunden comprador buyer user usuario shopper member',
  product:
    'product products produto produtos producto productos produkt produkte artikel articulo articulos artigo article',
  category:
    'category categories categoria categorias kategorie kategorien warengruppe department departamento abteilung',
  subcategory: 'subcategory subcategoria subkategorie unterkategorie',
  sub: 'sub unter',
  item: 'item items line lines linha linhas linea lineas posten position positionen row renglon detalle detalles detalhe detalhes',
  store: 'store stores loja lojas tienda tiendas filiale filialen shop branch sucursal',
  payment: 'payment payments pagamento pagamentos pago pagos zahlung zahlungen zahlungs pay',
  review:
    'review reviews avaliacao avaliacoes resena resenas opinion opiniones bewertung bewertungen bewertungs',
  stock: 'stock estoque inventory inventario bestand lagerbestand existencias',
  id: 'id ids no nr num nro number numero nummer codigo cod code key ref uuid',
  sku: 'sku ean gtin asin',
  name: 'name nome nombre bezeichnung fullname title titulo titel',
  email: 'email mail correo',
  phone: 'phone telefone telefono telefon celular movil',
  date: 'date data fecha datum day dia tag timestamp datetime time hora zeit at',
  birth: 'birth birthday nascimento nacimiento geburts geburtstag',
  registered:
    'registered registration register signup joined cadastro registro alta registrierung anmelde anmeldung',
  created: 'created creation criacao criado creacion creado erstellt angelegt',
  city: 'city cidade ciudad stadt ort town',
  state: 'state region regiao estado uf provincia province bundesland',
  country: 'country pais land staat',
  address: 'address endereco direccion adresse anschrift',
  active: 'active ativo activo aktiv enabled',
  status: 'status situacao situacion',
  kind: 'type tipo typ art kind method metodo methode forma medio mode',
  channel: 'channel canal kanal vertriebskanal',
  quantity: 'quantity qty quantidade qtd qtde cantidad cant menge anzahl units unidades',
  unit: 'unit unitario unitaria einzel stuck stueck',
  price: 'price preco precio preis',
  cost: 'cost custo costo coste kosten einkaufspreis',
  total: 'total gesamt summe importe',
  amount: 'amount valor value betrag monto wert',
  revenue: 'sales ventas vendas revenue umsatz receita ingresos',
  subtotal: 'subtotal zwischensumme',
  tax: 'tax taxes vat iva imposto impuesto steuer mwst',
  shipping: 'shipping frete envio flete versand freight',
  delivery: 'delivery delivered entrega entregado liefer lieferung geliefert',
  estimated: 'estimated estimada estimado expected prevista previsto promised',
  discount: 'discount desconto descuento rabatt',
  percent: 'percent pct percentage porcentaje percentual prozent',
  brand: 'brand marca marke vendor manufacturer hersteller fabricante',
  model: 'model modelo modell',
  description: 'description descricao descripcion beschreibung',
  weight: 'weight peso gewicht kg',
  dimensions: 'dimensions dimensoes dimensiones abmessungen size',
  launch: 'launch lancamento lanzamiento',
  note: 'notes notas note obs observacao observaciones bemerkung',
  rating: 'rating score stars nota estrelas estrellas puntuacion sterne',
  comment: 'comment comentario kommentar message text texto',
  helpful: 'helpful util utiles hilfreich',
  vote: 'votes votos stimmen',
  verified: 'verified verificada verificado',
  sequence: 'sequence sequential parcela cuota',
  latitude: 'latitude lat latitud',
  longitude: 'longitude lng lon longitud',
  parent: 'parent pai padre',
}

/** Words between words. */
const JOINTS = new Set(
  'a am by da das de del der des do dos e el em event for la of on the und von'.split(' '),
)

const MEANINGS = new Map(
  Object.entries(WORDS).flatMap(([meaning, words]) =>
    words.split(' ').map((word) => [word, meaning] as const),
  ),
)

/** Shorter ones are found in any word. */
const PIECE_LENGTH_MIN = 3

/**
 * What a name is made of, sorted and once each: `data_pedido` and `OrderDate` are both `date order`.
 *
 * A word that means nothing here stands for itself; one of joined words, as German has them, is taken apart.
 */
export function meaningOf(name: string): string {
  const words = snakeCase(name)
    .split('_')
    .filter((word) => word !== '' && !JOINTS.has(word))
  return [...new Set(words.flatMap(meaningsOf))].toSorted().join(' ')
}

function meaningsOf(word: string): string[] {
  const known = MEANINGS.get(word)
  return known === undefined ? (piecesOf(word) ?? [word]) : [known]
}

/** The meanings of the known words that a word is a row of; the longest first. */
function piecesOf(word: string): string[] | undefined {
  for (let length = word.length - 1; length >= PIECE_LENGTH_MIN; length--) {
    const first = MEANINGS.get(word.slice(0, length))
    if (first === undefined) continue
    const rest = word.slice(length)
    const others = MEANINGS.has(rest) ? [MEANINGS.get(rest)!] : piecesOf(rest)
    if (others !== undefined) return [first, ...others]
  }
  return undefined
}
