import { CROWD, type Scenario } from '../scenario.js';

interface Board {
  readonly sfoGroup: {
    readonly placements: {
      readonly nodes: readonly {
        readonly child: { readonly attendance: { readonly nodes: readonly unknown[] } };
      }[];
    };
  };
}

/** S3: the board by the door of the after-school care. */
export const sfoBoard: Scenario = {
  key: 'S3',
  title: 'SFO board of a group',
  issuer: 'feide',
  parameters: ['group', 'today'],
  visits: `
    select distinct on (md5(g.id::text)) a.subject::text as login, g.id::text as "group", scope.today()::text as today
    from sfo_group g join employment e on e.school_id = g.school_id and e.role = 'SFO_STAFF'
      and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today())
    join feide_account a on a.person_id = e.person_id
    where exists (select from sfo_placement p where p.group_id = g.id)
    order by md5(g.id::text), md5(a.id::text) limit ${CROWD}`,
  ours: `
    query Board($group: ID!) {
      sfoGroup(id: $group) {
        id name
        placements {
          id kind status
          child { id givenName familyName }
          today { id checkedInAt checkedOutAt }
        }
      }
    }`,
  postgraphile: `
    query Board($group: UUID!, $today: Date!) {
      sfoGroup(rowId: $group) {
        id: rowId name
        placements: sfoPlacementsByGroupId(
          filter: { from: { lessThanOrEqualTo: $today }, or: [{ to: { isNull: true } }, { to: { greaterThanOrEqualTo: $today } }] }
          orderBy: [PRIMARY_KEY_ASC]
        ) {
          nodes {
            id: rowId kind status
            child {
              id: rowId givenName familyName
              attendance: parentSfoAttendances(condition: { day: $today }) {
                nodes { id: rowId checkedInAt checkedOutAt }
              }
            }
          }
        }
      }
    }`,
  statement: `
    select json_build_object('data', json_build_object('sfoGroup', (
      select json_build_object('id', g.id, 'name', g.name, 'placements', (
        select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'status', p.status,
          'child', (select json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name)
            from child c where c.id = p.child_id),
          'today', (select json_build_object('id', a.id, 'checkedInAt', a.checked_in_at, 'checkedOutAt', a.checked_out_at)
            from sfo_attendance a where a.child_id = p.child_id and a.day = $2::date)
          ) order by p.id), '[]')
        from sfo_placement p
        where p.group_id = g.id and p."from" <= $2::date and (p."to" is null or p."to" >= $2::date)))
      from sfo_group g where g.id = $1::uuid)))::text as answer`,
  reshape(data) {
    const { sfoGroup } = data as Board;
    const nodes = sfoGroup.placements.nodes.map(({ child: { attendance, ...child }, ...placement }) => ({
      ...placement,
      child,
      today: attendance.nodes[0] ?? null,
    }));
    return { sfoGroup: { ...sfoGroup, placements: { nodes } } };
  },
  target: { postgraphile: 2, limit: 0.4 },
  messages: 3,
};
