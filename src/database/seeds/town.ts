import { Municipality } from '../../../entities/municipality.js';
import { SchoolYear } from '../../../entities/school-year.js';
import { organisationNumber } from './organisation-numbers.js';
import type { Place } from './places.js';
import type { Town, World } from './world.js';

/** A municipality with its two school years on record. */
export function buildTown({ tables, ids, previous, present }: World, place: Place): Town {
  const id = ids.next(Municipality);
  const { number, name } = place;
  const own = organisationNumber(place.key === 'first' ? 1 : 2);
  tables.municipality.add({ id, number, name, organisationNumber: own });
  const yearIds = new Map<number, string>();
  for (const year of [previous, present]) {
    const yearId = ids.next(SchoolYear);
    const { name, startsOn, endsOn } = year;
    tables.schoolYear.add({ id: yearId, municipality: id, name, startsOn, endsOn });
    yearIds.set(year.begins, yearId);
  }
  return { id, place, yearIds, cast: new Map(), sites: [] };
}
