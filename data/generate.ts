import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import countries from 'i18n-iso-countries'
import { getCountries, getCountryCallingCode } from 'libphonenumber-js'

const LANGUAGES = ['en', 'es', 'pt']

/** Spellings in use that the library does not have: Brazilian and Latin American ones first of all. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  AM: ['armênia'],
  BA: ['bósnia e herzegovina'],
  BD: ['bangladés'],
  BH: ['barein', 'baréin'],
  BJ: ['benín'],
  BN: ['brunéi'],
  CD: ['república democrática del congo'],
  CG: ['república do congo', 'república del congo'],
  CI: ['côte d’ivoire'],
  CW: ['curazao'],
  CZ: ['tchéquia', 'chequia', 'república tcheca'],
  DJ: ['djibuti'],
  EE: ['estônia'],
  EH: ['sáhara occidental'],
  FJ: ['fiyi'],
  FK: ['falkland islands', 'ilhas falkland'],
  GB: ['england', 'scotland', 'wales', 'northern ireland', 'u.k.', 'inglaterra'],
  GL: ['groenlândia'],
  IE: ['eire'],
  IQ: ['irak'],
  IR: ['irã'],
  KE: ['quênia'],
  KP: ['corea del norte'],
  KR: ['corea del sur'],
  KY: ['ilhas cayman'],
  LV: ['letônia'],
  MC: ['mônaco'],
  MD: ['moldova'],
  MK: ['macedônia', 'macedônia do norte'],
  MU: ['maurício'],
  MW: ['malauí'],
  NC: ['nova caledônia'],
  NL: ['holanda', 'holland'],
  PG: ['papúa nueva guinea'],
  PL: ['polônia'],
  PW: ['palaos'],
  RE: ['réunion'],
  RO: ['romênia', 'rumania'],
  SA: ['arabia saudí'],
  SG: ['cingapura'],
  SI: ['eslovênia'],
  SR: ['surinam'],
  SY: ['syria', 'siria'],
  TJ: ['tadjiquistão'],
  TL: ['timor oriental'],
  TM: ['turcomenistão'],
  TT: ['trinidad e tobago', 'trinidad & tobago'],
  US: [
    'eua',
    'e.u.a.',
    'eeuu',
    'ee.uu.',
    'ee. uu.',
    'u.s.',
    'u.s.a.',
    'estados unidos de américa',
    'estados unidos da américa',
  ],
  VA: ['cidade do vaticano', 'ciudad del vaticano', 'vatican city'],
  VN: ['vietnã', 'viet nam'],
  YE: ['iêmen'],
}

/** The source's word, and the status and payment status that it stands for. */
type Word = readonly [word: string, status: string, paymentStatus: string]

const STATUS_WORDS: readonly Word[] = [
  ['pending', 'PENDING', ''],
  ['confirmed', 'CONFIRMED', ''],
  ['shipped', 'SHIPPED', ''],
  ['delivered', 'DELIVERED', ''],
  ['cancelled', 'CANCELLED', ''],
  ['pago', 'CONFIRMED', 'COMPLETED'],
  ['pendente', 'PENDING', 'PENDING'],
  ['cancelado', 'CANCELLED', ''],
  ['canceled', 'CANCELLED', ''],
  ['unavailable', 'CANCELLED', ''],
  ['reembolsado', 'DELIVERED', 'REFUNDED'],
  ['returned', 'DELIVERED', 'REFUNDED'],
  ['created', 'PENDING', ''],
  ['approved', 'CONFIRMED', ''],
  ['invoiced', 'CONFIRMED', ''],
  ['processing', 'CONFIRMED', ''],
  ['entregado', 'DELIVERED', ''],
  ['completed', 'DELIVERED', ''],
]

const PAYMENT_WORDS: readonly Word[] = [
  ['pending', '', 'PENDING'],
  ['completed', '', 'COMPLETED'],
  ['failed', '', 'FAILED'],
  ['refunded', '', 'REFUNDED'],
  ['pago', '', 'COMPLETED'],
  ['pendente', '', 'PENDING'],
  ['reembolsado', '', 'REFUNDED'],
]

/** The seed tables' files by name: countries and calling codes from maintained libraries, status words from METRICS.md. */
export function seedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['countries.csv', csv(['spelling', 'code'], countrySpellings())],
    ['calling_codes.csv', csv(['code', 'calling_code'], callingCodes())],
    ['status_words.csv', csv(['field', 'word', 'status', 'payment_status'], statusWords())],
  ])
}

/** A name that is also another country's code stays the code's. */
function countrySpellings(): string[][] {
  const require = createRequire(import.meta.url)
  const spellings = new Map<string, string>()
  for (const language of LANGUAGES) {
    countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`))
    const names = countries.getNames(language, { select: 'all' })
    for (const [code, all] of Object.entries(names)) {
      for (const name of all) spellings.set(name.toLowerCase().trim(), code)
    }
  }
  for (const [code, names] of Object.entries(SPELLINGS)) {
    for (const name of names) spellings.set(name, code)
  }
  for (const [alpha3, alpha2] of Object.entries(countries.getAlpha3Codes())) {
    spellings.set(alpha3.toLowerCase(), alpha2)
    spellings.set(alpha2.toLowerCase(), alpha2)
  }
  return sorted([...spellings])
}

function callingCodes(): string[][] {
  return sorted(getCountries().map((code) => [code, getCountryCallingCode(code)]))
}

function statusWords(): string[][] {
  return [
    ...STATUS_WORDS.map((word) => ['status', ...word]),
    ...PAYMENT_WORDS.map((word) => ['payment_status', ...word]),
  ]
}

function sorted(rows: string[][]): string[][] {
  return rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
}

function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map(csvLine).join('')
}

function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
  return `${quoted.join(',')}\n`
}

if (import.meta.main) {
  for (const [name, content] of seedFiles())
    await writeFile(new URL(name, import.meta.url), content)
}
