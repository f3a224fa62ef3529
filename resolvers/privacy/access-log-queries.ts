import { Query, Resolver } from 'type-graphql';
import { AccessLogEntry } from '../../entities/access-log-entry.js';
import { idFilter } from '../../entities/declare/filters.js';
import { listed } from '../../entities/declare/relations.js';
import { planned, ReadsList } from '../../src/reading/roots.js';

/** Who has looked at what. */
@Resolver()
export class AccessLogQueries {
  @Query(() => [AccessLogEntry], {
    description:
      'Employees’ looks at children’s sensitive data, the newest first; nobody changes them. For the data protection officer.',
  })
  @ReadsList(
    listed('connection', () => AccessLogEntry, '', {
      by: (_, entry) => `${entry.column('municipality')} = (select (scope.audit_municipality_ids())[1])`,
      order: ['-at'],
      filters: { child: idFilter('child_id', 'Only looks at this child.') },
    }),
  )
  accessLog(): AccessLogEntry[] {
    return planned();
  }
}
