import { Field, ID, InterfaceType } from 'type-graphql';

/** Everything that can be fetched again by its id alone. */
@InterfaceType({
  description: 'Anything with an id of its own. Fetch it again with `node(id:)`.',
  resolveType: (row: { __typename: string }) => row.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque id; unique over all types.' }) id!: string;
}
