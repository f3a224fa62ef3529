import { Migration } from '@mikro-orm/migrations';

export class Migration20261124010958_dialogue extends Migration {

  override name = 'Migration20261124010958_dialogue';

  override up(): void | Promise<void> {
    this.addSql(`create table "thread" ("id" uuid not null, "municipality_id" uuid not null, "school_id" uuid not null, "school_class_id" uuid not null, "child_id" uuid not null, "subject" text not null, "started_by_id" uuid not null, "started_at" timestamptz not null, "last_message_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "thread_started_by_id_id_index" on "thread" ("started_by_id", "id");`);
    this.addSql(`create index "thread_child_id_id_index" on "thread" ("child_id", "id");`);

    this.addSql(`create table "message" ("id" uuid not null, "municipality_id" uuid not null, "thread_id" uuid not null, "sender_id" uuid not null, "text" text not null, "sent_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "message_thread_id_sent_at_id_index" on "message" ("thread_id", "sent_at", "id");`);

    this.addSql(`create table "thread_participant" ("id" uuid not null, "municipality_id" uuid not null, "thread_id" uuid not null, "person_id" uuid not null, "role" text not null, "joined_at" timestamptz not null, "read_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "thread_participant_thread_id_joined_at_id_index" on "thread_participant" ("thread_id", "joined_at", "id");`);
    this.addSql(`create index "thread_participant_person_id_thread_id_index" on "thread_participant" ("person_id", "thread_id");`);
    this.addSql(`alter table "thread_participant" add constraint "thread_participant_municipality_id_thread_id_person_id_unique" unique ("municipality_id", "thread_id", "person_id");`);

    this.addSql(`alter table "thread" add constraint "thread_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread" add constraint "thread_school_id_foreign" foreign key ("school_id") references "school" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread" add constraint "thread_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread" add constraint "thread_child_id_foreign" foreign key ("child_id") references "child" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread" add constraint "thread_started_by_id_foreign" foreign key ("started_by_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "thread" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_thread_ids" on "thread" for select to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" using (id = any((select scope.thread_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_insert_child_ids" on "thread" for insert to "skolegraf_guardian" with check (child_id = any((select scope.child_ids())::uuid[]) and started_by_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_insert_contact_child_ids" on "thread" for insert to "skolegraf_staff", "skolegraf_municipality" with check (child_id = any((select scope.contact_child_ids())::uuid[]) and started_by_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "guardian_update_thread_ids" on "thread" for update to "skolegraf_guardian" using (id = any((select scope.thread_ids())::uuid[]) and child_id = any((select scope.child_ids())::uuid[])) with check (id = any((select scope.thread_ids())::uuid[]) and child_id = any((select scope.child_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_update_thread_ids" on "thread" for update to "skolegraf_staff", "skolegraf_municipality" using (id = any((select scope.thread_ids())::uuid[]) and child_id = any((select scope.contact_child_ids())::uuid[])) with check (id = any((select scope.thread_ids())::uuid[]) and child_id = any((select scope.contact_child_ids())::uuid[]));`);

    this.addSql(`alter table "message" add constraint "message_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "message" add constraint "message_thread_id_foreign" foreign key ("thread_id") references "thread" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "message" add constraint "message_sender_id_foreign" foreign key ("sender_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "message" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "message" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_thread_ids" on "message" for select to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" using (thread_id = any((select scope.thread_ids())::uuid[]));`);
    this.addSql(`create policy "people_insert_thread_ids" on "message" for insert to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" with check (thread_id = any((select scope.thread_ids())::uuid[]) and sender_id = any((select scope.person_ids())::uuid[]));`);

    this.addSql(`alter table "thread_participant" add constraint "thread_participant_municipality_id_foreign" foreign key ("municipality_id") references "municipality" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread_participant" add constraint "thread_participant_thread_id_foreign" foreign key ("thread_id") references "thread" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread_participant" add constraint "thread_participant_person_id_foreign" foreign key ("person_id") references "person" ("id") on update no action on delete no action;`);
    this.addSql(`alter table "thread_participant" add constraint "thread_participant_role_check" check ("role" in ('GUARDIAN', 'TEACHER'));`);
    this.addSql(`alter table "thread_participant" enable row level security;`);
    this.addSql(`create policy "within_municipality" on "thread_participant" as restrictive to "skolegraf_guardian", "skolegraf_pupil", "skolegraf_staff", "skolegraf_municipality", "skolegraf_machine", "skolegraf_events" using (municipality_id = any((select scope.municipality_ids())::uuid[])) with check (municipality_id = any((select scope.municipality_ids())::uuid[]));`);
    this.addSql(`create policy "people_select_thread_ids" on "thread_participant" for select to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" using (thread_id = any((select scope.thread_ids())::uuid[]));`);
    this.addSql(`create policy "people_insert_started_thread_ids" on "thread_participant" for insert to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" with check (thread_id = any((select scope.started_thread_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_insert_thread_ids" on "thread_participant" for insert to "skolegraf_staff", "skolegraf_municipality" with check (thread_id = any((select scope.thread_ids())::uuid[]) and person_id = any((select scope.person_ids())::uuid[]));`);
    this.addSql(`create policy "people_update_thread_ids" on "thread_participant" for update to "skolegraf_guardian", "skolegraf_staff", "skolegraf_municipality" using (thread_id = any((select scope.thread_ids())::uuid[]) and person_id = any((select scope.person_ids())::uuid[])) with check (thread_id = any((select scope.thread_ids())::uuid[]) and person_id = any((select scope.person_ids())::uuid[]));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "message" drop constraint "message_thread_id_foreign";`);
    this.addSql(`alter table "thread_participant" drop constraint "thread_participant_thread_id_foreign";`);

    this.addSql(`drop table if exists "thread" cascade;`);
    this.addSql(`drop table if exists "message" cascade;`);
    this.addSql(`drop table if exists "thread_participant" cascade;`);
  }

}
