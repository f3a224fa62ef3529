import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../entities/declare/computed.js';
import { IdentityNumber } from '../../entities/identity-number.js';
import type { OperationContext } from '../../src/context.js';

/** Identity numbers are unsealed one by one, where they are shown. */
@Resolver(() => IdentityNumber)
export class IdentityNumberFields {
  @FieldResolver(() => String, { description: 'The eleven digits.' })
  @Needs('sealed')
  value(@Root() row: IdentityNumber, @Ctx() context: OperationContext): string {
    return context.vault.open(row.sealed);
  }
}
