import { contract, required, string } from '../contract.ts'

export const callingCodes = contract({
  name: 'seed.calling_codes',
  grain: 'one row per country code',
  columns: {
    code: required(string('ISO 3166-1 alpha-2.')),
    calling_code: required(
      string('Digits that come before a national number, without the plus sign.'),
    ),
  },
  key: ['code'],
})
