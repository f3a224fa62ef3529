/** Answers "why can I see this child?" from the scope that is open: one row for each rule that gives access. */
const reasons = `
create or replace function scope.reasons(child uuid) returns table (rule text, source text, since date)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select 'GUARDIAN', g.origin, g."from" from public.guardianship g
    where g.child_id = child and g.guardian_id = any(scope.person_ids()) and child = any(scope.child_ids())
  union all
  select 'SELF', 'FEIDE', c.started_on from public.child c
    where c.id = child and child = any(scope.child_ids()) and child = any(scope.person_ids())
  union all
  select 'SCHOOL', e.role, e."from" from public.child c join public.employment e on e.school_id = c.school_id
    where c.id = child and c.school_id = any(scope.school_ids()) and e.person_id = any(scope.person_ids())
      and e.role in ('PRINCIPAL', 'SCHOOL_OFFICE')
      and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today())
  union all
  select 'CONTACT_TEACHER', k.year || k.letter, t."from"
    from public.child c join public.contact_teacher t on t.school_class_id = c.school_class_id
    join public.school_class k on k.id = c.school_class_id
    where c.id = child and child = any(scope.contact_child_ids()) and t.teacher_id = any(scope.person_ids())
      and t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today())
  union all
  select 'TEACHING_GROUP', n.name, greatest(t."from", m."from")
    from public.teaching_group_member m join public.teaching_group n on n.id = m.group_id
    join public.teaching_group_teacher t on t.group_id = n.id
    where m.child_id = child and t.group_id = any(scope.group_ids()) and t.person_id = any(scope.person_ids())
      and t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today())
      and m."from" <= scope.today() and (m."to" is null or m."to" >= scope.today())
  union all
  select 'SFO', n.name, p."from" from public.sfo_placement p join public.sfo_group n on n.id = p.group_id
    where p.child_id = child and child = any(scope.sfo_child_ids()) and p.school_id = any(scope.sfo_school_ids())
      and p.status = 'ACTIVE' and p."from" <= scope.today() and (p."to" is null or p."to" >= scope.today())
  union all
  select 'MUNICIPALITY', e.role, e."from" from public.child c
    join public.employment e on e.municipality_id = c.municipality_id
    where c.id = child and c.municipality_id = any(scope.register_municipality_ids())
      and e.person_id = any(scope.person_ids()) and e.school_id is null
      and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today())
$$;`;

export const reasonFunctions: readonly string[] = [reasons];
