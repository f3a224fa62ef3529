import { ChildActs } from './child/child-acts.js';
import { ChildQueries } from './child/child-queries.js';
import { IdentityNumberFields } from './child/identity-number-fields.js';
import { DialogueActs } from './dialogue/dialogue-acts.js';
import { DialogueQueries } from './dialogue/dialogue-queries.js';
import { DialogueStreams } from './dialogue/dialogue-streams.js';
import { GuardianActs } from './guardian/guardian-acts.js';
import { LimitsQueries } from './limits/limits-queries.js';
import { AccessLogQueries } from './privacy/access-log-queries.js';
import { RegisterActs } from './register/register-acts.js';
import { RegisterQueries } from './register/register-queries.js';
import { SfoActs } from './sfo/sfo-acts.js';
import { SfoQueries } from './sfo/sfo-queries.js';
import { SfoStreams } from './sfo/sfo-streams.js';
import { ViewerFields } from './viewer/viewer-fields.js';
import { ViewerQueries } from './viewer/viewer-queries.js';

/** Everything that has operations or computed fields. */
export const resolvers = [
  ViewerQueries,
  ViewerFields,
  LimitsQueries,
  RegisterQueries,
  RegisterActs,
  ChildQueries,
  ChildActs,
  IdentityNumberFields,
  GuardianActs,
  DialogueQueries,
  DialogueActs,
  DialogueStreams,
  SfoQueries,
  SfoStreams,
  SfoActs,
  AccessLogQueries,
] as const;
