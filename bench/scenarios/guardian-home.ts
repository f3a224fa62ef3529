import { CROWD, type Scenario } from '../scenario.js';

/** S1: a guardian opens the app. */
export const guardianHome: Scenario = {
  key: 'S1',
  title: 'guardian’s home',
  issuer: 'idporten',
  parameters: ['today'],
  visits: `
    select min(i.sealed) as login, scope.today()::text as today
    from identity_number i join guardianship g on g.guardian_id = i.person_id join child c on c.id = g.child_id
    where g.access <> 'NONE' and g."from" <= scope.today() and (g."to" is null or g."to" >= scope.today())
      and (c.left_on is null or c.left_on >= scope.today()) and c.birth_date > scope.today() - interval '18 years'
      and not exists (select from access_block b where b.guardianship_id = g.id and b.lifted_at is null)
    group by i.person_id order by md5(i.person_id::text) limit ${CROWD}`,
  ours: `
    query Home {
      viewer {
        children {
          id givenName familyName
          school { id name }
          schoolClass { id year letter contactTeachers { id kind teacher { id givenName familyName } } }
          absences(first: 5) { nodes { id day hours reason documented } }
        }
      }
    }`,
  postgraphile: `
    query Home($today: Date!) {
      viewer: children(orderBy: [BIRTH_DATE_ASC, PRIMARY_KEY_ASC]) {
        children: nodes {
          id: rowId givenName familyName
          school { id: rowId name }
          schoolClass {
            id: rowId year letter
            contactTeachers(
              filter: { from: { lessThanOrEqualTo: $today }, or: [{ to: { isNull: true } }, { to: { greaterThanOrEqualTo: $today } }] }
              orderBy: [KIND_DESC, FROM_DESC, PRIMARY_KEY_DESC]
            ) { nodes { id: rowId kind teacher { id: rowId givenName familyName } } }
          }
          absences: parentAbsences(first: 5, orderBy: [DAY_DESC, PRIMARY_KEY_DESC]) {
            nodes { id: rowId day hours reason documented }
          }
        }
      }
    }`,
  statement: `
    select json_build_object('data', json_build_object('viewer', json_build_object('children', (
      select coalesce(json_agg(json_build_object(
        'id', c.id, 'givenName', c.given_name, 'familyName', c.family_name,
        'school', (select json_build_object('id', s.id, 'name', s.name) from school s where s.id = c.school_id),
        'schoolClass', (select json_build_object('id', k.id, 'year', k.year, 'letter', k.letter, 'contactTeachers', (
            select coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'teacher', (
                select json_build_object('id', p.id, 'givenName', p.given_name, 'familyName', p.family_name)
                from person p where p.id = t.teacher_id)) order by t.kind desc, t."from" desc, t.id desc), '[]')
            from contact_teacher t
            where t.school_class_id = k.id and t."from" <= $1::date and (t."to" is null or t."to" >= $1::date)))
          from school_class k where k.id = c.school_class_id),
        'absences', json_build_object('nodes', (select coalesce(json_agg(a), '[]') from (
            select a.id, a.day, a.hours, a.reason, a.documented from absence a
            where a.child_id = c.id order by a.day desc, a.id desc limit 5) a))
        ) order by c.birth_date, c.id), '[]')
      from child c where c.id = any((select scope.child_ids())::uuid[])))))::text as answer`,
  target: { postgraphile: 2, limit: 0.5 },
  messages: 3,
};
