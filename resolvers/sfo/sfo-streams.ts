import { Arg, ID, Resolver, Subscription } from 'type-graphql';
import { SfoAttendance } from '../../entities/sfo-attendance.js';
import { planned } from '../../src/reading/roots.js';
import { Streams } from '../../src/reading/streams.js';

/** What is heard from the after-school care as it happens. */
@Resolver()
export class SfoStreams {
  @Subscription(() => SfoAttendance, {
    nullable: true,
    topics: 'sfo',
    description:
      'A child came to the after-school care or left it: for its guardians and itself, and for those who work there. `extensions.cursor` is where to resume.',
  })
  @Streams(() => SfoAttendance, {
    topics: ['sfo.checked-in', 'sfo.checked-out'],
    subject: 'attendance',
    only: ['child', 'group'],
  })
  checkInRecorded(
    @Arg('child', () => ID, { nullable: true, description: 'Only this child.' }) _child?: string,
    @Arg('group', () => ID, { nullable: true, description: 'Only this SFO group.' }) _group?: string,
  ): SfoAttendance {
    return planned();
  }
}
