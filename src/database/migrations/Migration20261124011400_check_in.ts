import { Migration } from '@mikro-orm/migrations';

export class Migration20261124011400_check_in extends Migration {

  override name = 'Migration20261124011400_check_in';

  override up(): void | Promise<void> {
    this.addSql(`create policy "staff_municipality_insert_sfo_school_ids" on "sfo_attendance" for insert to "skolegraf_staff", "skolegraf_municipality" with check (school_id = any((select scope.sfo_school_ids())::uuid[]));`);
    this.addSql(`create policy "staff_municipality_update_sfo_school_ids" on "sfo_attendance" for update to "skolegraf_staff", "skolegraf_municipality" using (school_id = any((select scope.sfo_school_ids())::uuid[])) with check (school_id = any((select scope.sfo_school_ids())::uuid[]));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop policy "staff_municipality_insert_sfo_school_ids" on "sfo_attendance";`);
    this.addSql(`drop policy "staff_municipality_update_sfo_school_ids" on "sfo_attendance";`);
  }

}
