import { z } from 'zod'
import { timezone } from '../../lakehouse/timezone.ts'

const character = z.string().length(1)

/** How a raw file is read; what is left out is found out from the file. */
const reading = z.strictObject({
  pattern: z.union([z.string(), z.array(z.string())]),
  /** Default: by the file's name. */
  format: z.enum(['text', 'json', 'parquet']).optional(),
  delimiter: character.optional(),
  /** The empty string: quotes mean nothing. */
  quote: z.union([character, z.literal('')]).optional(),
  /** What makes a quote inside quotes literal. Default: the quote itself, doubled. */
  escape: character.optional(),
  encoding: z.enum(['utf-8', 'latin-1', 'utf-16']).optional(),
})

const pattern = z.union([z.string(), z.array(z.string()), reading])

const statusWord = z.strictObject({
  field: z.enum(['status', 'payment_status']),
  word: z.string(),
  status: z.enum(['PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED']).optional(),
  payment_status: z.enum(['PENDING', 'COMPLETED', 'FAILED', 'REFUNDED']).optional(),
})

/** A source's `source.json`; every key may be left out. */
export const descriptionSchema = z.strictObject({
  description: z.string().default(''),
  /** Raw tables by name, each with the files that it is read from. Default: every file is a table of its own name. */
  files: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), pattern).optional(),
  /** Of timestamps without an offset. */
  timezone: timezone.optional(),
  /** In which days, weeks and months are cut. */
  businessTimezone: timezone.optional(),
  /** The shop's words for states, beside those of `data/status_words.csv`. */
  statusWords: z.array(statusWord).superRefine(refuseRepeated).default([]),
})

export type StatusWord = z.infer<typeof statusWord>

export type FilePattern = z.infer<typeof pattern>

/** Words are compared without case and the blanks around them. */
function refuseRepeated(words: readonly StatusWord[], context: z.RefinementCtx): void {
  const seen = new Set<string>()
  words.forEach(({ field, word }, i) => {
    const known = `${field} ${word.trim().toLowerCase()}`
    if (seen.has(known)) {
      const message = `the word "${word}" of ${field} is there already: say once what it means`
      context.addIssue({ code: 'custom', path: [i], message })
    }
    seen.add(known)
  })
}
