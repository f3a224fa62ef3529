import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import { Needs } from '../../entities/declare/computed.js';
import type { OperationContext } from '../../src/context.js';
import type { Role } from '../../src/identity/roles.js';
import { Viewer, ViewerRole } from './viewer.js';

/** What the scope itself says of the viewer. */
@Resolver(() => Viewer)
export class ViewerFields {
  @FieldResolver(() => [ViewerRole], { description: 'The viewer’s roles today.' })
  @Needs()
  roles(@Ctx() context: OperationContext): readonly Role[] {
    return context.viewer?.roles ?? [];
  }

  @FieldResolver(() => [String], {
    description: 'The acts that the viewer’s roles allow, by the names of their mutations.',
  })
  @Needs()
  can(@Ctx() context: OperationContext): readonly string[] {
    return context.acts.filter((act) => context.permits('Mutation', act));
  }
}
