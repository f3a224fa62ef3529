import type { Hat } from '../../entities/declare/policies.js';
import type { Role } from './roles.js';

/** Who is asking, and the scope that the opening message of this very transaction computed for them. */
export interface Viewer {
  readonly hat: Hat;
  readonly roles: readonly Role[];
  readonly municipalityIds: readonly string[];
  /** The viewer's own rows: one per municipality that knows the person; a pupil's is the child. */
  readonly personIds: readonly string[];
  readonly childIds: readonly string[];
  readonly schoolIds: readonly string[];
  /** Roles in force today; `schoolId` is null where the role is for the whole municipality. */
  readonly employments: readonly { readonly role: Role; readonly schoolId: string | null }[];
}

/** As whom somebody may see something: what rules about fields ask. */
export type Sighted = Pick<Viewer, 'hat' | 'roles' | 'employments'>;
