import { canonical, given, optional } from './canonical.ts'

export const customers = canonical({
  table: 'customers',
  grain: 'a customer',
  entityKey: ['customer_id'],
  given: {
    customer_id: given('string', 'The shop’s own id of the customer'),
    name: optional('string', 'Name as the shop writes it'),
    email: optional('string', 'E-mail address'),
    phone: optional('string', 'Phone number in any form'),
    registration_date: optional('timestamp', 'When the customer registered'),
    birth_date: optional('date', 'Day of birth'),
    city: optional('string', 'City'),
    region: optional('string', 'State, province or region'),
    country: optional('string', 'Country in any spelling'),
    is_active: optional('boolean', 'Whether the account is active; true when missing'),
    acquisition_cost: optional('decimal', 'What winning the customer cost'),
  },
})
