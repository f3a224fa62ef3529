import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Impersonal } from '../entities/declare/personal.js';
import { catalogue, type ErrorCode } from '../src/errors/catalogue.js';

const codes = Object.keys(catalogue) as ErrorCode[];

/** The catalogue of codes as an enum of the schema. */
export const ErrorCodeEnum = Object.fromEntries(codes.map((code) => [code, code])) as {
  [code in ErrorCode]: code;
};

registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Every code that an error can have, in `userErrors` and in `errors[].extensions.code`.',
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: catalogue[code].en }])),
});

@ObjectType({ description: 'Something that the user can mend. When there is one, nothing was written.' })
@Impersonal()
export class UserError {
  @Field(() => ErrorCodeEnum, { description: 'The code; contract, unlike the message.' }) code!: ErrorCode;
  @Field(() => String, { description: 'The input field that it is about, as a path below `input`.' })
  field!: string;
  @Field(() => String, { description: 'A sentence for the user, in the language of `Accept-Language`.' })
  message!: string;
}

/** The description of every payload's `userErrors`. */
export const userErrorsDescription = 'What the user can mend; empty when the act was done.';
