import {
  boolean,
  contract,
  date,
  decimal,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const customers = contract({
  name: 'silver.customers',
  grain: 'one row per customer_id',
  columns: {
    customer_id: required(string('The source’s key, trimmed.')),
    name: string(
      'Blanks collapsed; in title case where the source is all upper or all lower case. Personal.',
    ),
    email: string(
      'Lower case; NULL where the source’s does not match the HTML5 pattern. Personal.',
    ),
    is_email_valid: boolean(
      'Whether the source’s e-mail matches the HTML5 pattern; NULL without one.',
    ),
    email_domain: string('What follows the @ of email.'),
    phone: string(
      'E.164, with the calling code of the country where there is none; NULL where it cannot be. Personal.',
    ),
    is_phone_valid: boolean(
      'Whether the source’s phone could be written as E.164; NULL without one.',
    ),
    birth_date: date('Personal.'),
    age_band: string(
      'Age at as_of: under 18, 18–24, 25–34, 35–44, 45–54, 55–64 or 65+; NULL without a birth date.',
      'years',
    ),
    city: string('As the source spells it.'),
    region: string('As the source spells it.'),
    country: string('As the source spells it.'),
    country_code: string('ISO 3166-1 alpha-2 of country; NULL where the spelling is unknown.'),
    registered_at: timestamp('When the customer registered.', 'UTC'),
    tenure_days: integer(
      'Local days from registration to as_of; NULL without a registration.',
      'days',
    ),
    is_active: required(boolean('As the source says; true where it says nothing.')),
    acquisition_cost: decimal('The source’s own; NULL without one.'),
  },
  key: ['customer_id'],
  checks: [
    { rule: 'invalid_email', severity: 'warn', violation: 'not is_email_valid' },
    { rule: 'invalid_phone', severity: 'warn', violation: 'not is_phone_valid' },
    {
      rule: 'unknown_country',
      severity: 'warn',
      violation: 'country is not null and country_code is null',
    },
    {
      rule: 'email_not_unique',
      severity: 'warn',
      count: `select coalesce(sum(customers), 0) as failed
        from (select count(*) as customers from silver.customers where email is not null group by email) as emails
        where customers > 1`,
    },
    {
      rule: 'accepted_age_band',
      severity: 'fail',
      violation: `age_band not in ('under 18', '18–24', '25–34', '35–44', '45–54', '55–64', '65+')`,
    },
  ],
  isServed: true,
})
