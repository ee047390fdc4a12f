import { DirectiveLocation, GraphQLDirective, GraphQLID, type GraphQLScalarType } from 'graphql'

export const asOf = (dateTime: GraphQLScalarType) =>
  new GraphQLDirective({
    name: 'asOf',
    description:
      'The publication that a query reads, instead of the current one: the latest not after `time`, or that `publication`. Headers Lakegate-As-Of and Lakegate-Publication do the same. @live fields ignore it.',
    locations: [DirectiveLocation.QUERY],
    args: {
      time: {
        type: dateTime,
        description:
          'Any moment of the last `serving.keepAll` days, or the end of one of the last `serving.keep` days (UTC).',
      },
      publication: { type: GraphQLID, description: 'Its own key.' },
    },
  })
