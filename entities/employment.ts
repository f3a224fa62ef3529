import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { StaffRole } from './codes/employment.js';
import { coded, day, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';

/** A role that somebody holds at a school, or for the whole municipality, with its dates. */
@ObjectType({ description: 'A role that somebody holds at a school, or for the whole municipality.' })
@Personal({
  purpose: 'to know who works where, and what they may see',
  basis: 'art6-1c-opplaeringslova',
  retention: 'while-relevant',
  source: 'municipality',
  recipients: ['school', 'municipality'],
})
@Tagged(19)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(atSchool, 'person_id', 'person_ids'),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Index({ properties: ['person', 'from', 'id'] })
@Index({ properties: ['school', 'role', 'id'] })
export class Employment {
  @id() id!: string;
  @One(() => Municipality, 'The municipality that employs.', { required: true })
  municipality!: Rel<Municipality>;
  @One(() => School, 'The school; null where the role is for the whole municipality.', { nullable: true })
  school!: Rel<School> | null;
  @One(() => Person, 'The employee.') person!: Rel<Person>;
  @coded(() => StaffRole, 'The role.') role!: StaffRole;
  @day('First day.') from!: string;
  @day('Last day; null while it goes on.', { nullable: true }) to!: string | null;
}
