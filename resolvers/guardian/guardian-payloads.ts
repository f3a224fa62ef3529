import { Field, ObjectType } from 'type-graphql';
import { Impersonal } from '../../entities/declare/personal.js';
import { Shows } from '../../entities/declare/relations.js';
import { Guardianship } from '../../entities/guardianship.js';
import { UserError, userErrorsDescription } from '../user-error.js';
import { ShowsViewer } from '../viewer/shows-viewer.js';
import { Viewer } from '../viewer/viewer.js';

@ObjectType({ description: 'The answer to `correctMyContactDetails`.' })
@Impersonal()
export class CorrectMyContactDetailsPayload {
  @ShowsViewer() viewer!: Viewer | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

@ObjectType({ description: 'The answer to `blockGuardian`.' })
@Impersonal()
export class BlockGuardianPayload {
  @Shows(() => Guardianship, 'The guardianship that is blocked now; null where there are `userErrors`.')
  guardianship!: Guardianship | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

@ObjectType({ description: 'The answer to `liftGuardianBlock`.' })
@Impersonal()
export class LiftGuardianBlockPayload {
  @Shows(() => Guardianship, 'The guardianship whose block was lifted; null where there are `userErrors`.')
  guardianship!: Guardianship | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}
