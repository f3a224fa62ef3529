import { ThreadRole } from '../../../entities/codes/thread.js';
import { Message } from '../../../entities/message.js';
import { Thread } from '../../../entities/thread.js';
import { ThreadParticipant } from '../../../entities/thread-participant.js';
import { addDays, at } from './calendar.js';
import type { Pupil } from './pupils.js';
import type { Random } from './random.js';
import type { Stay } from './stays.js';
import type { Adult, World } from './world.js';

/** How a dialogue goes, beginning with whoever starts it. */
interface Script {
  readonly subject: string;
  readonly lines: readonly string[];
}

const fromHome: readonly Script[] = [
  {
    subject: 'Lekser denne uka',
    lines: [
      'Hei! Er det mattelekser til fredag? Planen er borte her hjemme.',
      'Hei! Ja, oppgavene på side 42. Jeg legger planen i sekken i morgen.',
      'Tusen takk!',
    ],
  },
  {
    subject: 'Sover dårlig',
    lines: [
      'Hei. Det har vært lite søvn i det siste. Merker dere noe på skolen?',
      'Hei, og takk for at du sier fra. Litt stille i timene, men med i friminuttene.',
    ],
  },
  { subject: 'Utviklingssamtalen', lines: ['Hei! Kan vi flytte samtalen til torsdag etter klokka tre?'] },
];
const fromSchool: readonly Script[] = [
  {
    subject: 'Gymtøy',
    lines: ['Hei! Gymtøyet har manglet to ganger nå. Kan dere se etter det?', 'Hei! Det skal vi. Takk.'],
  },
  { subject: 'En fin uke', lines: ['Hei! Jeg ville bare si at denne uka har gått veldig bra.'] },
];

/**
 * Dialogues between the child's guardians and its contact teacher over the last weeks, each with one guardian. The cast
 * has one begun at home by every guardian and one begun at school; of the others one child in four has one.
 */
export function addDialogues(world: World, pupil: Pupil): void {
  const stay = pupil.stays.at(-1);
  if (pupil.leftOn !== null || !stay || stay.to !== null) return;
  const random = world.random.fork(`dialogues ${pupil.id}`);
  const [first] = pupil.guardians;
  if (!first) return;
  if (pupil.plan.cast) {
    for (const guardian of pupil.guardians)
      addDialogue(world, random, { pupil, stay, guardian, atHome: true });
    addDialogue(world, random, { pupil, stay, guardian: first, atHome: false });
  } else if (random.chance(0.25))
    addDialogue(world, random, { pupil, stay, guardian: first, atHome: random.chance(0.6) });
}

interface Talk {
  readonly pupil: Pupil;
  readonly stay: Stay;
  readonly guardian: Adult;
  /** Whether the guardian begins. */
  readonly atHome: boolean;
}

function addDialogue(world: World, random: Random, { pupil, stay, guardian, atHome }: Talk): void {
  const { tables, ids, today } = world;
  const { contact, id: schoolClass, site } = stay.group;
  const municipality = site.town.id;
  const { subject, lines } = random.pick(atHome ? fromHome : fromSchool);
  const [starter, other] = atHome ? [guardian, contact] : [contact, guardian];
  const begun = random.between(lines.length + 1, 20);
  const times = lines.map((_, index) => at(addDays(today, index - begun), random.between(430, 1200)));
  const [startedAt = '', lastMessageAt = ''] = [times[0], times.at(-1)];
  const id = ids.next(Thread);
  const about = { municipality, school: site.id, schoolClass, child: pupil.id };
  tables.thread.add({ id, ...about, subject, startedBy: starter.id, startedAt, lastMessageAt });
  for (const { id: person } of [guardian, contact])
    tables.threadParticipant.add({
      id: ids.next(ThreadParticipant),
      municipality,
      thread: id,
      person,
      role: person === guardian.id ? ThreadRole.GUARDIAN : ThreadRole.TEACHER,
      joinedAt: startedAt,
      readAt: person === starter.id ? startedAt : random.chance(0.5) ? lastMessageAt : null,
    });
  for (const [index, text] of lines.entries())
    tables.message.add({
      id: ids.next(Message),
      municipality,
      thread: id,
      sender: (index % 2 === 0 ? starter : other).id,
      text,
      sentAt: times[index] ?? startedAt,
    });
}
