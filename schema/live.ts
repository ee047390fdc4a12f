import { DirectiveLocation, GraphQLDirective } from 'graphql'

export const live = new GraphQLDirective({
  name: 'live',
  description: 'Not a fact of a publication; an answer that holds such a field is not cached.',
  locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.OBJECT],
})
