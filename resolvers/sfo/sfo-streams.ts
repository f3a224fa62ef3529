import { Arg, ID, Resolver, Subscription } from 'type-graphql';
import { Child } from '../../entities/child.js';
import { SfoAttendance } from '../../entities/sfo-attendance.js';
import { SfoGroup } from '../../entities/sfo-group.js';
import { planned } from '../../src/reading/roots.js';
import { Streams } from '../../src/reading/streams.js';

/** What is heard from the after-school care as it happens. */
@Resolver()
export class SfoStreams {
  @Subscription(() => SfoAttendance, {
    nullable: true,
    topics: 'sfo',
    description:
      'A child came to the after-school care or left it: for its guardians and itself, and for those who work there. Shows the child’s day as it is now; null only beside an error. `extensions.cursor` is where to resume.',
  })
  @Streams(() => SfoAttendance, {
    topics: ['sfo.checked-in', 'sfo.checked-out'],
    subject: 'attendance',
    only: { child: () => Child, group: () => SfoGroup },
  })
  checkInRecorded(
    @Arg('child', () => ID, {
      nullable: true,
      description: 'Only this child; NOT_FOUND where the viewer does not see it.',
    })
    _child?: string,
    @Arg('group', () => ID, {
      nullable: true,
      description: 'Only this SFO group; NOT_FOUND where the viewer does not see it.',
    })
    _group?: string,
  ): SfoAttendance {
    return planned();
  }
}
