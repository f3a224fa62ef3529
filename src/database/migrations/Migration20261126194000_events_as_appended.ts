import { Migration } from '@mikro-orm/migrations';

export class Migration20261126194000_events_as_appended extends Migration {

  override name = 'Migration20261126194000_events_as_appended';

  override up(): void | Promise<void> {
    this.addSql(`alter table "event" alter "ordinal" type bigint;`);
  }

  override down(): void | Promise<void> {
    // Events have their positions by then; what they were numbered with says nothing any more.
    this.addSql(`alter table "event" alter "ordinal" type int using 0;`);
  }

}
