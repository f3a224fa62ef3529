import { Field, InterfaceType } from 'type-graphql';

/** What a child can belong to at school. */
@InterfaceType({
  description: 'A group of children at a school: a class, a teaching group or an SFO group.',
  resolveType: (row: { __typename: string }) => row.__typename,
})
export abstract class Group {
  @Field(() => String, { description: 'Name of the group, such as `3A` or `Matematikk 9`.' }) name!: string;
}
