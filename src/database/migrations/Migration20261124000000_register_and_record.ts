import { Migration } from '@mikro-orm/migrations';

export class Migration20261124000000_register_and_record extends Migration {

  override name = 'Migration20261124000000_register_and_record';

  override up(): void | Promise<void> {
    this.addSql(`create table "municipality" ("id" uuid not null, "number" text not null, "name" text collate "nb-x-icu" not null, "organisation_number" text not null, primary key ("id"));`);
    this.addSql(`alter table "municipality" add constraint "municipality_number_unique" unique ("number");`);

    this.addSql(`create table "idempotency_key" ("id" uuid not null, "municipality_id" uuid not null, "owner_id" uuid not null, "key" text not null, "digest" text not null, "outcome" text not null, "at" timestamptz not null, primary key ("id"));`);
    this.addSql(`alter table "idempotency_key" add constraint "idempotency_key_municipality_id_owner_id_key_unique" unique ("municipality_id", "owner_id", "key");`);

    this.addSql(`create table "event" ("id" uuid not null, "municipality_id" uuid not null, "topic" text not null, "subjects" text not null, "at" timestamptz not null, primary key ("id"));`);

    this.addSql(`create table "person" ("id" uuid not null, "municipality_id" uuid not null, "given_name" text collate "nb-x-icu" not null, "family_name" text collate "nb-x-icu" not null, primary key ("id"));`);
    this.addSql(`create index "person_municipality_id_family_name_given_name_id_index" on "person" ("municipality_id", "family_name", "given_name", "id");`);

    this.addSql(`create table "person_contact" ("id" uuid not null, "municipality_id" uuid not null, "person_id" uuid not null, "email" text null, "mobile" text null, "origin" text not null, "confirmed_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "person_contact_person_id_index" on "person_contact" ("person_id");`);
    this.addSql(`alter table "person_contact" add constraint "person_contact_municipality_id_person_id_unique" unique ("municipality_id", "person_id");`);

    this.addSql(`create table "school" ("id" uuid not null, "municipality_id" uuid not null, "name" text collate "nb-x-icu" not null, "organisation_number" text not null, primary key ("id"));`);
    this.addSql(`create index "school_municipality_id_index" on "school" ("municipality_id");`);
    this.addSql(`alter table "school" add constraint "school_municipality_id_organisation_number_unique" unique ("municipality_id", "organisation_number");`);

    this.addSql(`create table "employment" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid null, "person_id" uuid not null, "role" text not null, "from" date not null, "to" date null, primary key ("id"));`);
    this.addSql(`create index "employment_school_id_role_id_index" on "employment" ("school_id", "role", "id");`);
    this.addSql(`create index "employment_person_id_from_id_index" on "employment" ("person_id", "from", "id");`);

    this.addSql(`create table "school_year" ("id" uuid not null, "municipality_id" uuid not null, "name" text not null, "starts_on" date not null, "ends_on" date not null, primary key ("id"));`);
    this.addSql(`alter table "school_year" add constraint "school_year_municipality_id_name_unique" unique ("municipality_id", "name");`);

    this.addSql(`create table "school_class" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "school_year_id" uuid not null, "year" int not null, "letter" text not null, primary key ("id"));`);
    this.addSql(`create index "school_class_school_id_index" on "school_class" ("school_id");`);
    this.addSql(`alter table "school_class" add constraint "school_class_municipality_id_school_id_school_yea_ac54c_unique" unique ("municipality_id", "school_id", "school_year_id", "year", "letter");`);

    this.addSql(`create table "contact_teacher" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "school_class_id" uuid not null, "teacher_id" uuid not null, "kind" text not null, "from" date not null, "to" date null, primary key ("id"));`);
    this.addSql(`create index "contact_teacher_teacher_id_id_index" on "contact_teacher" ("teacher_id", "id");`);
    this.addSql(`create index "contact_teacher_school_class_id_from_id_index" on "contact_teacher" ("school_class_id", "from", "id");`);

    this.addSql(`create table "child" ("id" uuid not null, "municipality_id" uuid not null, "given_name" text collate "nb-x-icu" not null, "family_name" text collate "nb-x-icu" not null, "birth_date" date not null, "sex" text not null, "written_standard" text not null, "nationality" text not null, "school_id" uuid not null, "school_class_id" uuid null, "started_on" date not null, "left_on" date null, primary key ("id"));`);
    this.addSql(`create index "child_school_class_id_family_name_given_name_id_index" on "child" ("school_class_id", "family_name", "given_name", "id");`);
    this.addSql(`create index "child_school_id_family_name_given_name_id_index" on "child" ("school_id", "family_name", "given_name", "id");`);
    this.addSql(`create index "child_municipality_id_family_name_given_name_id_index" on "child" ("municipality_id", "family_name", "given_name", "id");`);

    this.addSql(`create table "identity_number" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid null, "person_id" uuid null, "child_id" uuid null, "sealed" text not null, "digest" text not null, primary key ("id"));`);
    this.addSql(`create index "identity_number_person_id_index" on "identity_number" ("person_id");`);
    this.addSql(`create index "identity_number_child_id_index" on "identity_number" ("child_id");`);
    this.addSql(`create index "identity_number_digest_index" on "identity_number" ("digest");`);
    this.addSql(`alter table "identity_number" add constraint "identity_number_municipality_id_digest_unique" unique ("municipality_id", "digest");`);

    this.addSql(`create table "guardianship" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "guardian_id" uuid not null, "relationship" text not null, "parental_responsibility" boolean not null, "access" text not null, "from" date not null, "to" date null, "origin" text not null, primary key ("id"));`);
    this.addSql(`create index "guardianship_school_id_guardian_id_index" on "guardianship" ("school_id", "guardian_id");`);
    this.addSql(`create index "guardianship_guardian_id_id_index" on "guardianship" ("guardian_id", "id");`);
    this.addSql(`create index "guardianship_child_id_from_id_index" on "guardianship" ("child_id", "from", "id");`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_municipality_id_guardian_id_child_id_unique" unique ("municipality_id", "guardian_id", "child_id");`);

    this.addSql(`create table "feide_account" ("id" uuid not null, "municipality_id" uuid not null, "subject" uuid not null, "person_id" uuid null, "child_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "feide_account_subject_index" on "feide_account" ("subject");`);
    this.addSql(`create index "feide_account_person_id_index" on "feide_account" ("person_id");`);
    this.addSql(`create index "feide_account_child_id_index" on "feide_account" ("child_id");`);
    this.addSql(`alter table "feide_account" add constraint "feide_account_municipality_id_subject_unique" unique ("municipality_id", "subject");`);

    this.addSql(`create table "child_name_token" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "token" text collate "C" not null, primary key ("id"));`);
    this.addSql(`create index "child_name_token_child_id_index" on "child_name_token" ("child_id");`);
    this.addSql(`create index "child_name_token_municipality_id_token_child_id_index" on "child_name_token" ("municipality_id", "token", "child_id");`);

    this.addSql(`create table "child_address" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "street" text not null, "postal_code" text not null, "city" text not null, "protection" text not null, primary key ("id"));`);
    this.addSql(`create index "child_address_school_id_index" on "child_address" ("school_id");`);
    this.addSql(`create index "child_address_child_id_index" on "child_address" ("child_id");`);
    this.addSql(`alter table "child_address" add constraint "child_address_municipality_id_child_id_unique" unique ("municipality_id", "child_id");`);

    this.addSql(`create table "access_log_entry" ("id" uuid not null, "municipality_id" uuid not null, "viewer_id" uuid not null, "child_id" uuid null, "what" text not null, "operation" text null, "request_id" text not null, "at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "access_log_entry_child_id_at_id_index" on "access_log_entry" ("child_id", "at", "id");`);
    this.addSql(`create index "access_log_entry_municipality_id_at_id_index" on "access_log_entry" ("municipality_id", "at", "id");`);

    this.addSql(`create table "access_block" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "guardianship_id" uuid not null, "reason" text not null, "set_by_id" uuid not null, "set_at" timestamptz not null, "lifted_by_id" uuid null, "lifted_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "access_block_school_id_id_index" on "access_block" ("school_id", "id");`);
    this.addSql(`create index "access_block_guardianship_id_set_at_id_index" on "access_block" ("guardianship_id", "set_at", "id");`);
    this.addSql(`create unique index "access_block_one_stands" on "access_block" ("municipality_id", "guardianship_id") where lifted_at is null;`);

    this.addSql(`create table "absence" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "day" date not null, "hours" int null, "reason" text not null, "documented" boolean not null, "reported_by_id" uuid null, "reported_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "absence_school_id_day_id_index" on "absence" ("school_id", "day", "id");`);
    this.addSql(`create index "absence_child_id_day_id_index" on "absence" ("child_id", "day", "id");`);

    this.addSql(`create table "enrolment" ("id" uuid not null, "municipality_id" uuid not null, "child_id" uuid not null, "school_id" uuid not null, "school_year_id" uuid not null, "school_class_id" uuid not null, "from" date not null, "to" date null, primary key ("id"));`);
    this.addSql(`create index "enrolment_school_id_from_id_index" on "enrolment" ("school_id", "from", "id");`);
    this.addSql(`create index "enrolment_child_id_from_id_index" on "enrolment" ("child_id", "from", "id");`);

    this.addSql(`create table "composite_group" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "school_year_id" uuid not null, "name" text collate "nb-x-icu" not null, primary key ("id"));`);
    this.addSql(`create index "composite_group_school_id_index" on "composite_group" ("school_id");`);
    this.addSql(`alter table "composite_group" add constraint "composite_group_municipality_id_school_id_school__41a4b_unique" unique ("municipality_id", "school_id", "school_year_id", "name");`);

    this.addSql(`create table "sfo_group" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "name" text collate "nb-x-icu" not null, primary key ("id"));`);
    this.addSql(`create index "sfo_group_school_id_index" on "sfo_group" ("school_id");`);
    this.addSql(`alter table "sfo_group" add constraint "sfo_group_municipality_id_school_id_name_unique" unique ("municipality_id", "school_id", "name");`);

    this.addSql(`create table "sfo_attendance" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "group_id" uuid not null, "day" date not null, "checked_in_at" timestamptz null, "checked_in_by_id" uuid null, "checked_out_at" timestamptz null, "checked_out_by_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "sfo_attendance_school_id_day_id_index" on "sfo_attendance" ("school_id", "day", "id");`);
    this.addSql(`create index "sfo_attendance_group_id_day_id_index" on "sfo_attendance" ("group_id", "day", "id");`);
    this.addSql(`create index "sfo_attendance_child_id_day_id_index" on "sfo_attendance" ("child_id", "day", "id");`);
    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_municipality_id_child_id_day_unique" unique ("municipality_id", "child_id", "day");`);

    this.addSql(`create table "sfo_placement" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "group_id" uuid not null, "kind" text not null, "status" text not null, "from" date not null, "to" date null, primary key ("id"));`);
    this.addSql(`create index "sfo_placement_school_id_from_id_index" on "sfo_placement" ("school_id", "from", "id");`);
    this.addSql(`create index "sfo_placement_child_id_from_id_index" on "sfo_placement" ("child_id", "from", "id");`);
    this.addSql(`create index "sfo_placement_group_id_id_index" on "sfo_placement" ("group_id", "id");`);

    this.addSql(`create table "teaching_group" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "school_year_id" uuid not null, "name" text collate "nb-x-icu" not null, "subject_code" text not null, "subject_name" text not null, primary key ("id"));`);
    this.addSql(`create index "teaching_group_school_id_index" on "teaching_group" ("school_id");`);
    this.addSql(`alter table "teaching_group" add constraint "teaching_group_municipality_id_school_id_school_y_7185c_unique" unique ("municipality_id", "school_id", "school_year_id", "name");`);

    this.addSql(`create table "grade" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "child_id" uuid not null, "school_year_id" uuid not null, "group_id" uuid null, "subject_code" text not null, "subject_name" text not null, "kind" text not null, "term" int not null, "value" text not null, "set_by_id" uuid not null, "set_on" date not null, primary key ("id"));`);
    this.addSql(`create index "grade_group_id_id_index" on "grade" ("group_id", "id");`);
    this.addSql(`create index "grade_school_id_set_on_id_index" on "grade" ("school_id", "set_on", "id");`);
    this.addSql(`create index "grade_child_id_set_on_id_index" on "grade" ("child_id", "set_on", "id");`);

    this.addSql(`create table "composite_group_part" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "composite_id" uuid not null, "school_class_id" uuid null, "teaching_group_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "composite_group_part_composite_id_id_index" on "composite_group_part" ("composite_id", "id");`);

    this.addSql(`create table "teaching_group_member" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "group_id" uuid not null, "child_id" uuid not null, "from" date not null, "to" date null, primary key ("id"));`);
    this.addSql(`create index "teaching_group_member_child_id_id_index" on "teaching_group_member" ("child_id", "id");`);
    this.addSql(`create index "teaching_group_member_group_id_id_index" on "teaching_group_member" ("group_id", "id");`);

    this.addSql(`create table "teaching_group_teacher" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "group_id" uuid not null, "person_id" uuid not null, "from" date not null, "to" date null, primary key ("id"));`);
    this.addSql(`create index "teaching_group_teacher_person_id_id_index" on "teaching_group_teacher" ("person_id", "id");`);
    this.addSql(`create index "teaching_group_teacher_group_id_id_index" on "teaching_group_teacher" ("group_id", "id");`);

    this.addSql(`alter table "municipality" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "municipality" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (id = any((select scope.municipality_ids())::uuid[])) with check (id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_municipality_ids" on "municipality" for select to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine" using (id = any((select scope.municipality_ids())::uuid[]));`);

    this.addSql(`alter table "idempotency_key" add constraint "idempotency_key_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "idempotency_key" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "idempotency_key" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_person_ids" on "idempotency_key" for select to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality" using (owner_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "people_insert_person_ids" on "idempotency_key" for insert to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality" with check (owner_id = any((select scope.person_ids())::uuid[]));`);

    this.addSql(`alter table "event" add constraint "event_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "event" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "event" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_insert_municipality_ids" on "event" for insert to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality" with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);

    this.addSql(`alter table "person" add constraint "person_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "person" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "person" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_known_person_ids" on "person" for select to "skolegraf_guardian", "skolegraf_pupil" using (id = any((select scope.known_person_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_known_person_ids" on "person" for select to "skolegraf_staff", "skolegraf_municipality" using (id = any((select scope.known_person_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "person" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "person_contact" add constraint "person_contact_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "person_contact" add constraint "person_contact_person_id_foreign" foreign key ("person_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "person_contact" add constraint "person_contact_origin_check" check ("origin" in ('REGISTER', 'CONTACT_REGISTER', 'SELF', 'SCHOOL'));`);
    this.addSql(`alter table "person_contact" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "person_contact" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_person_ids" on "person_contact" for select to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" using (person_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_update_person_ids" on "person_contact" for update to "skolegraf_guardian" using (person_id = any((select scope.person_ids())::uuid[])) with check (person_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_reached_guardian_ids" on "person_contact" for select to "skolegraf_staff", "skolegraf_municipality" using (person_id = any((select scope.reached_guardian_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "person_contact" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "school" add constraint "school_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "school" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "school" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_family_school_ids" on "school" for select to "skolegraf_guardian", "skolegraf_pupil" using (id = any((select scope.family_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "school" for select to "skolegraf_staff", "skolegraf_municipality" using (id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "school" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "employment" add constraint "employment_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "employment" add constraint "employment_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "employment" add constraint "employment_person_id_foreign" foreign key ("person_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "employment" add constraint "employment_role_check" check ("role" in ('TEACHER', 'PRINCIPAL', 'SCHOOL_OFFICE', 'SFO_STAFF', 'SFO_LEADER', 'MUNICIPAL_ADMIN', 'ARCHIVIST', 'DATA_PROTECTION_OFFICER'));`);
    this.addSql(`alter table "employment" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "employment" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_person_ids" on "employment" for select to "skolegraf_staff", "skolegraf_municipality" using (person_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "employment" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "employment" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "school_year" add constraint "school_year_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "school_year" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "school_year" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_municipality_ids" on "school_year" for select to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine" using (municipality_id = any((select scope.municipality_ids())::uuid[]));`);

    this.addSql(`alter table "school_class" add constraint "school_class_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "school_class" add constraint "school_class_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "school_class" add constraint "school_class_school_year_id_foreign" foreign key ("school_year_id") references "school_year" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "school_class" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "school_class" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_family_school_ids" on "school_class" for select to "skolegraf_guardian", "skolegraf_pupil" using (school_id = any((select scope.family_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "school_class" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "school_class" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "contact_teacher" add constraint "contact_teacher_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "contact_teacher" add constraint "contact_teacher_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "contact_teacher" add constraint "contact_teacher_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "contact_teacher" add constraint "contact_teacher_teacher_id_foreign" foreign key ("teacher_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "contact_teacher" add constraint "contact_teacher_kind_check" check ("kind" in ('CONTACT', 'SUBSTITUTE'));`);
    this.addSql(`alter table "contact_teacher" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "contact_teacher" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_family_school_ids" on "contact_teacher" for select to "skolegraf_guardian", "skolegraf_pupil" using (school_id = any((select scope.family_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "contact_teacher" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "contact_teacher" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_insert_admin_municipality_ids" on "contact_teacher" for insert to "skolegraf_municipality" with check (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_update_admin_municipality_ids" on "contact_teacher" for update to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[])) with check (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "child" add constraint "child_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child" add constraint "child_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child" add constraint "child_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child" add constraint "child_sex_check" check ("sex" in ('FEMALE', 'MALE'));`);
    this.addSql(`alter table "child" add constraint "child_written_standard_check" check ("written_standard" in ('BOKMAL', 'NYNORSK'));`);
    this.addSql(`alter table "child" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "child" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "child" for select to "skolegraf_guardian", "skolegraf_pupil" using (id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "child" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_taught_child_ids" on "child" for select to "skolegraf_staff", "skolegraf_municipality" using (id = any((select scope.taught_child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_sfo_child_ids" on "child" for select to "skolegraf_staff", "skolegraf_municipality" using (id = any((select scope.sfo_child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_update_school_ids" on "child" for update to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[])) with check (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "child" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "identity_number" add constraint "identity_number_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "identity_number" add constraint "identity_number_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "identity_number" add constraint "identity_number_person_id_foreign" foreign key ("person_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "identity_number" add constraint "identity_number_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "identity_number" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "identity_number" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_person_ids" on "identity_number" for select to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" using (person_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "identity_number" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "identity_number" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "guardianship" add constraint "guardianship_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_guardian_id_foreign" foreign key ("guardian_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_relationship_check" check ("relationship" in ('MOTHER', 'FATHER', 'CO_MOTHER', 'FOSTER_PARENT', 'OTHER'));`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_access_check" check ("access" in ('FULL', 'READ', 'NONE'));`);
    this.addSql(`alter table "guardianship" add constraint "guardianship_origin_check" check ("origin" in ('REGISTER', 'CONTACT_REGISTER', 'SELF', 'SCHOOL'));`);
    this.addSql(`alter table "guardianship" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "guardianship" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "guardianship" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "guardianship" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_taught_child_ids" on "guardianship" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.taught_child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_sfo_child_ids" on "guardianship" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.sfo_child_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "guardianship" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "feide_account" add constraint "feide_account_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "feide_account" add constraint "feide_account_person_id_foreign" foreign key ("person_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "feide_account" add constraint "feide_account_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "feide_account" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "feide_account" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_person_ids" on "feide_account" for select to "skolegraf_staff", "skolegraf_municipality" using (person_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "pupil_select_child_ids" on "feide_account" for select to "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);

    this.addSql(`alter table "child_name_token" add constraint "child_name_token_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child_name_token" add constraint "child_name_token_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child_name_token" add constraint "child_name_token_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child_name_token" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "child_name_token" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "child_name_token" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_taught_child_ids" on "child_name_token" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.taught_child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_sfo_child_ids" on "child_name_token" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.sfo_child_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "child_name_token" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "child_address" add constraint "child_address_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child_address" add constraint "child_address_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child_address" add constraint "child_address_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "child_address" add constraint "child_address_protection_check" check ("protection" in ('NONE', 'CLIENT', 'CONFIDENTIAL'));`);
    this.addSql(`alter table "child_address" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "child_address" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "unless_protected" on "child_address" as restrictive for select to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_municipality" using (protection = 'NONE'::text);`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "child_address" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "child_address" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "child_address" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "child_address" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_update_school_ids" on "child_address" for update to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[])) with check (school_id = any((select scope.school_ids())::uuid[]));`);

    this.addSql(`alter table "access_log_entry" add constraint "access_log_entry_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_log_entry" add constraint "access_log_entry_viewer_id_foreign" foreign key ("viewer_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_log_entry" add constraint "access_log_entry_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_log_entry" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "access_log_entry" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_insert_person_ids" on "access_log_entry" for insert to "skolegraf_staff", "skolegraf_municipality" with check (viewer_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_audit_municipality_ids" on "access_log_entry" for select to "skolegraf_municipality" using (municipality_id = any((select scope.audit_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "access_block" add constraint "access_block_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_block" add constraint "access_block_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_block" add constraint "access_block_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_block" add constraint "access_block_guardianship_id_foreign" foreign key ("guardianship_id") references "guardianship" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_block" add constraint "access_block_set_by_id_foreign" foreign key ("set_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_block" add constraint "access_block_lifted_by_id_foreign" foreign key ("lifted_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "access_block" add constraint "access_block_reason_check" check ("reason" in ('COURT_ORDER', 'CHILD_WELFARE', 'RESTRAINING_ORDER', 'SAFETY', 'IDENTITY_UNCLEAR'));`);
    this.addSql(`alter table "access_block" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "access_block" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "access_block" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_insert_school_ids" on "access_block" for insert to "skolegraf_staff", "skolegraf_municipality" with check (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_update_school_ids" on "access_block" for update to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[])) with check (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "access_block" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "absence" add constraint "absence_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "absence" add constraint "absence_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "absence" add constraint "absence_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "absence" add constraint "absence_reported_by_id_foreign" foreign key ("reported_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "absence" add constraint "absence_reason_check" check ("reason" in ('ILLNESS', 'HEALTH_APPOINTMENT', 'LEAVE_GRANTED', 'LATE', 'UNEXPLAINED', 'OTHER'));`);
    this.addSql(`alter table "absence" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "absence" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "absence" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "absence" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_taught_child_ids" on "absence" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.taught_child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_sfo_child_ids" on "absence" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.sfo_child_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "absence" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "enrolment" add constraint "enrolment_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "enrolment" add constraint "enrolment_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "enrolment" add constraint "enrolment_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "enrolment" add constraint "enrolment_school_year_id_foreign" foreign key ("school_year_id") references "school_year" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "enrolment" add constraint "enrolment_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "enrolment" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "enrolment" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "enrolment" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "enrolment" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_taught_child_ids" on "enrolment" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.taught_child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_insert_school_ids" on "enrolment" for insert to "skolegraf_staff", "skolegraf_municipality" with check (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_update_school_ids" on "enrolment" for update to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[])) with check (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "enrolment" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "composite_group" add constraint "composite_group_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group" add constraint "composite_group_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group" add constraint "composite_group_school_year_id_foreign" foreign key ("school_year_id") references "school_year" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "composite_group" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "composite_group" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "composite_group" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "sfo_group" add constraint "sfo_group_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_group" add constraint "sfo_group_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_group" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "sfo_group" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_family_school_ids" on "sfo_group" for select to "skolegraf_guardian", "skolegraf_pupil" using (school_id = any((select scope.family_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "sfo_group" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "sfo_group" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_group_id_foreign" foreign key ("group_id") references "sfo_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_checked_in_by_id_foreign" foreign key ("checked_in_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_attendance" add constraint "sfo_attendance_checked_out_by_id_foreign" foreign key ("checked_out_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_attendance" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "sfo_attendance" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "sfo_attendance" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "sfo_attendance" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_sfo_school_ids" on "sfo_attendance" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.sfo_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "sfo_attendance" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "sfo_placement" add constraint "sfo_placement_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_placement" add constraint "sfo_placement_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_placement" add constraint "sfo_placement_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_placement" add constraint "sfo_placement_group_id_foreign" foreign key ("group_id") references "sfo_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "sfo_placement" add constraint "sfo_placement_kind_check" check ("kind" in ('FULL', 'HALF', 'FREE_HOURS'));`);
    this.addSql(`alter table "sfo_placement" add constraint "sfo_placement_status_check" check ("status" in ('OFFERED', 'ACTIVE', 'TERMINATED'));`);
    this.addSql(`alter table "sfo_placement" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "sfo_placement" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "sfo_placement" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "sfo_placement" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_sfo_school_ids" on "sfo_placement" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.sfo_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "sfo_placement" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "sfo_placement" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "teaching_group" add constraint "teaching_group_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group" add constraint "teaching_group_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group" add constraint "teaching_group_school_year_id_foreign" foreign key ("school_year_id") references "school_year" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "teaching_group" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_family_school_ids" on "teaching_group" for select to "skolegraf_guardian", "skolegraf_pupil" using (school_id = any((select scope.family_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "teaching_group" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "teaching_group" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "grade" add constraint "grade_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "grade" add constraint "grade_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "grade" add constraint "grade_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "grade" add constraint "grade_school_year_id_foreign" foreign key ("school_year_id") references "school_year" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "grade" add constraint "grade_group_id_foreign" foreign key ("group_id") references "teaching_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "grade" add constraint "grade_set_by_id_foreign" foreign key ("set_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "grade" add constraint "grade_kind_check" check ("kind" in ('TERM', 'FINAL', 'EXAM'));`);
    this.addSql(`alter table "grade" add constraint "grade_value_check" check ("value" in ('ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'EXEMPT', 'NO_BASIS', 'NOT_MET', 'GOOD', 'FAIRLY_GOOD', 'LITTLE_GOOD'));`);
    this.addSql(`alter table "grade" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "grade" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "grade" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "grade" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_group_ids" on "grade" for select to "skolegraf_staff", "skolegraf_municipality" using (group_id = any((select scope.group_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_contact_child_ids" on "grade" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.contact_child_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "grade" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "composite_group_part" add constraint "composite_group_part_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group_part" add constraint "composite_group_part_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group_part" add constraint "composite_group_part_composite_id_foreign" foreign key ("composite_id") references "composite_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group_part" add constraint "composite_group_part_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group_part" add constraint "composite_group_part_teaching_group_id_foreign" foreign key ("teaching_group_id") references "teaching_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "composite_group_part" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "composite_group_part" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "composite_group_part" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "composite_group_part" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "teaching_group_member" add constraint "teaching_group_member_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_member" add constraint "teaching_group_member_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_member" add constraint "teaching_group_member_group_id_foreign" foreign key ("group_id") references "teaching_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_member" add constraint "teaching_group_member_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_member" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "teaching_group_member" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_child_ids" on "teaching_group_member" for select to "skolegraf_guardian", "skolegraf_pupil" using (child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_school_ids" on "teaching_group_member" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_group_ids" on "teaching_group_member" for select to "skolegraf_staff", "skolegraf_municipality" using (group_id = any((select scope.group_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_contact_child_ids" on "teaching_group_member" for select to "skolegraf_staff", "skolegraf_municipality" using (child_id = any((select scope.contact_child_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "teaching_group_member" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);

    this.addSql(`alter table "teaching_group_teacher" add constraint "teaching_group_teacher_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_teacher" add constraint "teaching_group_teacher_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_teacher" add constraint "teaching_group_teacher_group_id_foreign" foreign key ("group_id") references "teaching_group" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_teacher" add constraint "teaching_group_teacher_person_id_foreign" foreign key ("person_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "teaching_group_teacher" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "teaching_group_teacher" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_pupil_select_family_school_ids" on "teaching_group_teacher" for select to "skolegraf_guardian", "skolegraf_pupil" using (school_id = any((select scope.family_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_select_work_school_ids" on "teaching_group_teacher" for select to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.work_school_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_register_municipality_ids" on "teaching_group_teacher" for select to "skolegraf_municipality" using (municipality_id = any((select scope.register_municipality_ids())::uuid[]));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "idempotency_key" drop constraint "idempotency_key_municipality_id_foreign";`);
    this.addSql(`alter table "event" drop constraint "event_municipality_id_foreign";`);
    this.addSql(`alter table "person" drop constraint "person_municipality_id_foreign";`);
    this.addSql(`alter table "person_contact" drop constraint "person_contact_municipality_id_foreign";`);
    this.addSql(`alter table "school" drop constraint "school_municipality_id_foreign";`);
    this.addSql(`alter table "employment" drop constraint "employment_municipality_id_foreign";`);
    this.addSql(`alter table "school_year" drop constraint "school_year_municipality_id_foreign";`);
    this.addSql(`alter table "school_class" drop constraint "school_class_municipality_id_foreign";`);
    this.addSql(`alter table "contact_teacher" drop constraint "contact_teacher_municipality_id_foreign";`);
    this.addSql(`alter table "child" drop constraint "child_municipality_id_foreign";`);
    this.addSql(`alter table "identity_number" drop constraint "identity_number_municipality_id_foreign";`);
    this.addSql(`alter table "guardianship" drop constraint "guardianship_municipality_id_foreign";`);
    this.addSql(`alter table "feide_account" drop constraint "feide_account_municipality_id_foreign";`);
    this.addSql(`alter table "child_name_token" drop constraint "child_name_token_municipality_id_foreign";`);
    this.addSql(`alter table "child_address" drop constraint "child_address_municipality_id_foreign";`);
    this.addSql(`alter table "access_log_entry" drop constraint "access_log_entry_municipality_id_foreign";`);
    this.addSql(`alter table "access_block" drop constraint "access_block_municipality_id_foreign";`);
    this.addSql(`alter table "absence" drop constraint "absence_municipality_id_foreign";`);
    this.addSql(`alter table "enrolment" drop constraint "enrolment_municipality_id_foreign";`);
    this.addSql(`alter table "composite_group" drop constraint "composite_group_municipality_id_foreign";`);
    this.addSql(`alter table "sfo_group" drop constraint "sfo_group_municipality_id_foreign";`);
    this.addSql(`alter table "sfo_attendance" drop constraint "sfo_attendance_municipality_id_foreign";`);
    this.addSql(`alter table "sfo_placement" drop constraint "sfo_placement_municipality_id_foreign";`);
    this.addSql(`alter table "teaching_group" drop constraint "teaching_group_municipality_id_foreign";`);
    this.addSql(`alter table "grade" drop constraint "grade_municipality_id_foreign";`);
    this.addSql(`alter table "composite_group_part" drop constraint "composite_group_part_municipality_id_foreign";`);
    this.addSql(`alter table "teaching_group_member" drop constraint "teaching_group_member_municipality_id_foreign";`);
    this.addSql(`alter table "teaching_group_teacher" drop constraint "teaching_group_teacher_municipality_id_foreign";`);
    this.addSql(`alter table "person_contact" drop constraint "person_contact_person_id_foreign";`);
    this.addSql(`alter table "employment" drop constraint "employment_person_id_foreign";`);
    this.addSql(`alter table "contact_teacher" drop constraint "contact_teacher_teacher_id_foreign";`);
    this.addSql(`alter table "identity_number" drop constraint "identity_number_person_id_foreign";`);
    this.addSql(`alter table "guardianship" drop constraint "guardianship_guardian_id_foreign";`);
    this.addSql(`alter table "feide_account" drop constraint "feide_account_person_id_foreign";`);
    this.addSql(`alter table "access_log_entry" drop constraint "access_log_entry_viewer_id_foreign";`);
    this.addSql(`alter table "access_block" drop constraint "access_block_set_by_id_foreign";`);
    this.addSql(`alter table "access_block" drop constraint "access_block_lifted_by_id_foreign";`);
    this.addSql(`alter table "absence" drop constraint "absence_reported_by_id_foreign";`);
    this.addSql(`alter table "sfo_attendance" drop constraint "sfo_attendance_checked_in_by_id_foreign";`);
    this.addSql(`alter table "sfo_attendance" drop constraint "sfo_attendance_checked_out_by_id_foreign";`);
    this.addSql(`alter table "grade" drop constraint "grade_set_by_id_foreign";`);
    this.addSql(`alter table "teaching_group_teacher" drop constraint "teaching_group_teacher_person_id_foreign";`);
    this.addSql(`alter table "employment" drop constraint "employment_school_id_foreign";`);
    this.addSql(`alter table "school_class" drop constraint "school_class_school_id_foreign";`);
    this.addSql(`alter table "contact_teacher" drop constraint "contact_teacher_school_id_foreign";`);
    this.addSql(`alter table "child" drop constraint "child_school_id_foreign";`);
    this.addSql(`alter table "identity_number" drop constraint "identity_number_school_id_foreign";`);
    this.addSql(`alter table "guardianship" drop constraint "guardianship_school_id_foreign";`);
    this.addSql(`alter table "child_name_token" drop constraint "child_name_token_school_id_foreign";`);
    this.addSql(`alter table "child_address" drop constraint "child_address_school_id_foreign";`);
    this.addSql(`alter table "access_block" drop constraint "access_block_school_id_foreign";`);
    this.addSql(`alter table "absence" drop constraint "absence_school_id_foreign";`);
    this.addSql(`alter table "enrolment" drop constraint "enrolment_school_id_foreign";`);
    this.addSql(`alter table "composite_group" drop constraint "composite_group_school_id_foreign";`);
    this.addSql(`alter table "sfo_group" drop constraint "sfo_group_school_id_foreign";`);
    this.addSql(`alter table "sfo_attendance" drop constraint "sfo_attendance_school_id_foreign";`);
    this.addSql(`alter table "sfo_placement" drop constraint "sfo_placement_school_id_foreign";`);
    this.addSql(`alter table "teaching_group" drop constraint "teaching_group_school_id_foreign";`);
    this.addSql(`alter table "grade" drop constraint "grade_school_id_foreign";`);
    this.addSql(`alter table "composite_group_part" drop constraint "composite_group_part_school_id_foreign";`);
    this.addSql(`alter table "teaching_group_member" drop constraint "teaching_group_member_school_id_foreign";`);
    this.addSql(`alter table "teaching_group_teacher" drop constraint "teaching_group_teacher_school_id_foreign";`);
    this.addSql(`alter table "school_class" drop constraint "school_class_school_year_id_foreign";`);
    this.addSql(`alter table "enrolment" drop constraint "enrolment_school_year_id_foreign";`);
    this.addSql(`alter table "composite_group" drop constraint "composite_group_school_year_id_foreign";`);
    this.addSql(`alter table "teaching_group" drop constraint "teaching_group_school_year_id_foreign";`);
    this.addSql(`alter table "grade" drop constraint "grade_school_year_id_foreign";`);
    this.addSql(`alter table "contact_teacher" drop constraint "contact_teacher_school_class_id_foreign";`);
    this.addSql(`alter table "child" drop constraint "child_school_class_id_foreign";`);
    this.addSql(`alter table "enrolment" drop constraint "enrolment_school_class_id_foreign";`);
    this.addSql(`alter table "composite_group_part" drop constraint "composite_group_part_school_class_id_foreign";`);
    this.addSql(`alter table "identity_number" drop constraint "identity_number_child_id_foreign";`);
    this.addSql(`alter table "guardianship" drop constraint "guardianship_child_id_foreign";`);
    this.addSql(`alter table "feide_account" drop constraint "feide_account_child_id_foreign";`);
    this.addSql(`alter table "child_name_token" drop constraint "child_name_token_child_id_foreign";`);
    this.addSql(`alter table "child_address" drop constraint "child_address_child_id_foreign";`);
    this.addSql(`alter table "access_log_entry" drop constraint "access_log_entry_child_id_foreign";`);
    this.addSql(`alter table "access_block" drop constraint "access_block_child_id_foreign";`);
    this.addSql(`alter table "absence" drop constraint "absence_child_id_foreign";`);
    this.addSql(`alter table "enrolment" drop constraint "enrolment_child_id_foreign";`);
    this.addSql(`alter table "sfo_attendance" drop constraint "sfo_attendance_child_id_foreign";`);
    this.addSql(`alter table "sfo_placement" drop constraint "sfo_placement_child_id_foreign";`);
    this.addSql(`alter table "grade" drop constraint "grade_child_id_foreign";`);
    this.addSql(`alter table "teaching_group_member" drop constraint "teaching_group_member_child_id_foreign";`);
    this.addSql(`alter table "access_block" drop constraint "access_block_guardianship_id_foreign";`);
    this.addSql(`alter table "composite_group_part" drop constraint "composite_group_part_composite_id_foreign";`);
    this.addSql(`alter table "sfo_attendance" drop constraint "sfo_attendance_group_id_foreign";`);
    this.addSql(`alter table "sfo_placement" drop constraint "sfo_placement_group_id_foreign";`);
    this.addSql(`alter table "grade" drop constraint "grade_group_id_foreign";`);
    this.addSql(`alter table "composite_group_part" drop constraint "composite_group_part_teaching_group_id_foreign";`);
    this.addSql(`alter table "teaching_group_member" drop constraint "teaching_group_member_group_id_foreign";`);
    this.addSql(`alter table "teaching_group_teacher" drop constraint "teaching_group_teacher_group_id_foreign";`);

    this.addSql(`drop table if exists "municipality" cascade;`);
    this.addSql(`drop table if exists "idempotency_key" cascade;`);
    this.addSql(`drop table if exists "event" cascade;`);
    this.addSql(`drop table if exists "person" cascade;`);
    this.addSql(`drop table if exists "person_contact" cascade;`);
    this.addSql(`drop table if exists "school" cascade;`);
    this.addSql(`drop table if exists "employment" cascade;`);
    this.addSql(`drop table if exists "school_year" cascade;`);
    this.addSql(`drop table if exists "school_class" cascade;`);
    this.addSql(`drop table if exists "contact_teacher" cascade;`);
    this.addSql(`drop table if exists "child" cascade;`);
    this.addSql(`drop table if exists "identity_number" cascade;`);
    this.addSql(`drop table if exists "guardianship" cascade;`);
    this.addSql(`drop table if exists "feide_account" cascade;`);
    this.addSql(`drop table if exists "child_name_token" cascade;`);
    this.addSql(`drop table if exists "child_address" cascade;`);
    this.addSql(`drop table if exists "access_log_entry" cascade;`);
    this.addSql(`drop table if exists "access_block" cascade;`);
    this.addSql(`drop table if exists "absence" cascade;`);
    this.addSql(`drop table if exists "enrolment" cascade;`);
    this.addSql(`drop table if exists "composite_group" cascade;`);
    this.addSql(`drop table if exists "sfo_group" cascade;`);
    this.addSql(`drop table if exists "sfo_attendance" cascade;`);
    this.addSql(`drop table if exists "sfo_placement" cascade;`);
    this.addSql(`drop table if exists "teaching_group" cascade;`);
    this.addSql(`drop table if exists "grade" cascade;`);
    this.addSql(`drop table if exists "composite_group_part" cascade;`);
    this.addSql(`drop table if exists "teaching_group_member" cascade;`);
    this.addSql(`drop table if exists "teaching_group_teacher" cascade;`);
  }

}
