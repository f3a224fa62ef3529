import { Field, ObjectType } from 'type-graphql';
import { Impersonal } from '../../entities/declare/personal.js';
import { Shows } from '../../entities/declare/relations.js';
import { SfoAttendance } from '../../entities/sfo-attendance.js';
import { UserError, userErrorsDescription } from '../user-error.js';

@ObjectType({ description: 'The answer to `checkInChild`.' })
@Impersonal()
export class CheckInChildPayload {
  @Shows(() => SfoAttendance, 'The child’s day at SFO; null where there are `userErrors`.')
  attendance!: SfoAttendance | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

@ObjectType({ description: 'The answer to `checkOutChild`.' })
@Impersonal()
export class CheckOutChildPayload {
  @Shows(() => SfoAttendance, 'The child’s day at SFO; null where there are `userErrors`.')
  attendance!: SfoAttendance | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}
