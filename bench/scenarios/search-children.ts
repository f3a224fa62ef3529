import { CROWD, type Scenario } from '../scenario.js';

/** S5: the municipal administrator searches by the beginning of a name. */
export const searchChildren: Scenario = {
  key: 'S5',
  title: 'admin’s search with totals',
  issuer: 'feide',
  parameters: ['search', 'end', 'today'],
  visits: `
    with words as (
      select left(n.token, 3) as search, n.municipality_id from child_name_token n
      where length(n.token) >= 3 and n.token ~ '^[a-zæøå]+$'
      group by 1, 2 having count(distinct n.child_id) between 20 and 600)
    select a.subject::text as login, w.search, w.search || chr(1114111) as "end", scope.today()::text as today
    from words w join lateral (
      select f.subject from employment e join feide_account f on f.person_id = e.person_id
      where e.role = 'MUNICIPAL_ADMIN' and e.municipality_id = w.municipality_id
        and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today())
      order by f.id limit 1) a on true
    order by md5(w.search) limit ${CROWD}`,
  ours: `
    query Search($search: String!) {
      children(search: $search, first: 20) {
        totalCount
        nodes { id givenName familyName birthDate school { id name } schoolClass { id year letter } }
      }
    }`,
  postgraphile: `
    query Search($search: String!, $end: String!, $today: Date!) {
      children(
        first: 20
        filter: {
          parentChildNameTokens: { some: { token: { greaterThanOrEqualTo: $search, lessThan: $end } } }
          or: [{ leftOn: { isNull: true } }, { leftOn: { greaterThanOrEqualTo: $today } }]
        }
        orderBy: [FAMILY_NAME_ASC, GIVEN_NAME_ASC, PRIMARY_KEY_ASC]
      ) {
        totalCount
        nodes { id: rowId givenName familyName birthDate school { id: rowId name } schoolClass { id: rowId year letter } }
      }
    }`,
  statement: `
    with found as materialized (
      select c.id, c.given_name, c.family_name, c.birth_date, c.school_id, c.school_class_id from child c
      where c.municipality_id = (select (scope.register_municipality_ids())[1])
        and (c.left_on is null or c.left_on >= $3::date) and c.id = any(array(
          select n.child_id from child_name_token n
          where n.municipality_id = (select (scope.register_municipality_ids())[1])
            and n.token >= $1 and n.token < $2)::uuid[]))
    select json_build_object('data', json_build_object('children', json_build_object(
      'totalCount', (select count(*) from found),
      'nodes', (select coalesce(json_agg(o), '[]') from (
        select f.id, f.given_name as "givenName", f.family_name as "familyName", f.birth_date as "birthDate",
          (select json_build_object('id', s.id, 'name', s.name) from school s where s.id = f.school_id) as school,
          (select json_build_object('id', k.id, 'year', k.year, 'letter', k.letter)
            from school_class k where k.id = f.school_class_id) as "schoolClass"
        from found f order by f.family_name, f.given_name, f.id limit 20) o))))::text as answer`,
  target: { postgraphile: 2, limit: 0.4 },
  messages: 3,
};
