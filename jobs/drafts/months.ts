/** Names of the months by language, as files and dates have them; the first three letters stand for each too. */
const MONTHS = {
  english: 'january february march april may june july august september october november december',
  spanish:
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  portuguese:
    'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  german: 'januar februar märz april mai juni juli august september oktober november dezember',
}

const LANGUAGES = Object.values(MONTHS).map((names) => names.split(' '))
const [ENGLISH] = LANGUAGES

/** A month's name, or its first three letters, as a word of its own. */
export const MONTH = `(?<!\\p{L})(?:${[...new Set(LANGUAGES.flat().flatMap((name) => [name, name.slice(0, 3)]))].toSorted((a, b) => b.length - a.length).join('|')})(?!\\p{L})`

/** What a month's name in a text is in English: `['oktober', 'october']`, `['out', 'oct']`. Undefined: the text has none. */
export function monthIn(text: string): { word: string; english: string } | undefined {
  const word = new RegExp(MONTH, 'iu').exec(text)?.[0].toLowerCase()
  if (word === undefined) return undefined
  // English first: "mar" and "mai" begin months of several languages.
  const names = LANGUAGES.find((language) =>
    language.some((name) => name === word || name.slice(0, 3) === word),
  )!
  const place = names.findIndex((name) => name === word || name.slice(0, 3) === word)
  const english = ENGLISH![place]!
  return { word, english: word.length === 3 ? english.slice(0, 3) : english }
}
