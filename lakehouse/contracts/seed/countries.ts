import { contract, required, string } from '../contract.ts'

export const countries = contract({
  name: 'seed.countries',
  grain: 'one row per spelling',
  columns: {
    spelling: required(
      string(
        'A country as sources spell it, lower case: its English, Spanish or Portuguese name, or its code of two or three letters.',
      ),
    ),
    code: required(string('ISO 3166-1 alpha-2.')),
  },
  key: ['spelling'],
})
