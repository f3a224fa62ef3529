import { Field, Int, ObjectType } from 'type-graphql';
import { Impersonal } from '../../entities/declare/personal.js';
import type { Limits as Reported } from '../../src/operation.js';

const count = (description: string) => Field(() => Int, { description });

/** How much may be asked for at once, as clients read it. */
@ObjectType({
  description:
    'How much may be asked for at once. What is above a limit is refused as a whole, before anything is read; the codes are named with each.',
})
@Impersonal()
export class Limits implements Reported {
  @count(
    'The most objects that an operation could return: the product of the `first`s (or of the usual length of a list) on each way down, added up. Each answer says its own in `x-operation-cost`. Above it: OPERATION_TOO_COSTLY.',
  )
  operationCost!: number;
  @count('Milliseconds after which the database cancels an operation: OPERATION_TOO_SLOW.')
  operationMilliseconds!: number;
  @count('Levels of fields, through fragments. Above it: OPERATION_TOO_DEEP.') depth!: number;
  @count('Fields of an operation, each fragment counted where it is spread. Above it: OPERATION_TOO_LARGE.')
  fields!: number;
  @count('Fields of the root type, such as `viewer` and `schools`. Above it: OPERATION_TOO_LARGE.')
  rootFields!: number;
  @count('Aliases in a document. Above it: OPERATION_TOO_LARGE.') aliases!: number;
  @count('Directives in a document. Above it: OPERATION_TOO_LARGE.') directives!: number;
  @count('Fragments in a document. Above it: OPERATION_TOO_LARGE.') fragments!: number;
  @count('Lexical tokens of a document: names, values and signs. Above it: OPERATION_TOO_LARGE.')
  tokens!: number;
  @count('Levels of objects and lists in the variables. Above it: OPERATION_TOO_DEEP.')
  variableDepth!: number;
  @count('The largest `first` of a connection. Above it: PAGE_SIZE_INVALID.') pageSize!: number;
  @count('Bytes of the body of a request. Above it: BODY_TOO_LARGE.') bodyBytes!: number;
  @count('Bytes of a frame that a client sends over WebSocket. Above it the socket closes with 1009.')
  frameBytes!: number;
  @count('Subscriptions that one socket may hold. Above it: TOO_MANY_SUBSCRIPTIONS.')
  subscriptionsPerSocket!: number;
  @count('Sockets that one person may have open. One more is closed with 1013.') socketsPerPerson!: number;
  @count('Milliseconds within which a socket sends `connection_init`. Later it is closed with 4408.')
  initMilliseconds!: number;
}
