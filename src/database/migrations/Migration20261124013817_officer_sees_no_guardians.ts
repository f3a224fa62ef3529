import { Migration } from '@mikro-orm/migrations';

export class Migration20261124013817_officer_sees_no_guardians extends Migration {

  override name = 'Migration20261124013817_officer_sees_no_guardians';

  override up(): void | Promise<void> {
    this.addSql(`drop policy "municipality_select_register_municipality_ids" on "guardianship";`);

    this.addSql(`drop policy "municipality_select_register_municipality_ids" on "enrolment";`);

    this.addSql(`drop policy "municipality_select_register_municipality_ids" on "teaching_group_member";`);

    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "guardianship" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "guardianship" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "enrolment" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "enrolment" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);

    this.addSql(`create policy "municipality_select_admin_municipality_ids" on "teaching_group_member" for select to "skolegraf_municipality" using (municipality_id = any((select scope.admin_municipality_ids())::uuid[]));`);
    this.addSql(`create policy "municipality_select_record_municipality_ids" on "teaching_group_member" for select to "skolegraf_municipality" using (municipality_id = any((select scope.record_municipality_ids())::uuid[]));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop policy "municipality_select_admin_municipality_ids" on "enrolment";`);
    this.addSql(`drop policy "municipality_select_record_municipality_ids" on "enrolment";`);

    this.addSql(`drop policy "municipality_select_admin_municipality_ids" on "guardianship";`);
    this.addSql(`drop policy "municipality_select_record_municipality_ids" on "guardianship";`);

    this.addSql(`drop policy "municipality_select_admin_municipality_ids" on "teaching_group_member";`);
    this.addSql(`drop policy "municipality_select_record_municipality_ids" on "teaching_group_member";`);

    this.addSql(`create policy "municipality_select_register_municipality_ids" on "enrolment" for select to "skolegraf_municipality" using ((municipality_id = ANY (( SELECT scope.register_municipality_ids() AS register_municipality_ids)::uuid[])));`);

    this.addSql(`create policy "municipality_select_register_municipality_ids" on "guardianship" for select to "skolegraf_municipality" using ((municipality_id = ANY (( SELECT scope.register_municipality_ids() AS register_municipality_ids)::uuid[])));`);

    this.addSql(`create policy "municipality_select_register_municipality_ids" on "teaching_group_member" for select to "skolegraf_municipality" using ((municipality_id = ANY (( SELECT scope.register_municipality_ids() AS register_municipality_ids)::uuid[])));`);
  }

}
