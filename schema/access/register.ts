import { type AccessTable, anyOf, family, municipality, people, school, schoolLead, sfo } from './table.js';

/** Schools and their groups. */
export const registerAccess = {
  Query: {
    node: anyOf(...people),
    school: anyOf(...people),
    schoolClass: anyOf(...people),
    teachingGroup: anyOf(...people),
    schools: anyOf(...people),
  },
  Municipality: { '*': anyOf(...people) },
  School: {
    '*': anyOf(...people),
    children: anyOf(...schoolLead, 'municipalAdmin', 'archivist'),
    employments: anyOf(...school, ...sfo, ...municipality),
  },
  SchoolYear: { '*': anyOf(...people) },
  SchoolClass: { '*': anyOf(...people), children: anyOf(...school, 'municipalAdmin', 'archivist') },
  TeachingGroup: { '*': anyOf(...people), members: anyOf(...school, 'municipalAdmin', 'archivist') },
  TeachingGroupMember: { '*': anyOf(...family, ...school, 'municipalAdmin', 'archivist') },
  TeachingGroupTeacher: { '*': anyOf(...people) },
  CompositeGroup: { '*': anyOf(...school, ...sfo, ...municipality) },
  CompositeGroupPart: { '*': anyOf(...school, ...sfo, ...municipality) },
  ContactTeacher: { '*': anyOf(...people) },
  Mutation: { appointContactTeacher: anyOf('municipalAdmin') },
  AppointContactTeacherPayload: { '*': anyOf('municipalAdmin') },
} satisfies AccessTable;
