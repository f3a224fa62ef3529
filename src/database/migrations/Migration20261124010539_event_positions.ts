import { Migration } from '@mikro-orm/migrations';

export class Migration20261124010539_event_positions extends Migration {

  override name = 'Migration20261124010539_event_positions';

  override up(): void | Promise<void> {
    // Events from before the log are as old as can be, in no order among themselves.
    this.addSql(`alter table "event" add "xid" xid8 not null default '0', add "ordinal" int not null default 0, add "position" bigint null;`);
    this.addSql(`alter table "event" alter "xid" drop default, alter "ordinal" drop default;`);
    this.addSql(`create index "event_waiting" on "event" ("xid", "ordinal") where position is null;`);
    this.addSql(`alter table "event" add constraint "event_position_unique" unique ("position");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "event_waiting";`);
    this.addSql(`alter table "event" drop constraint "event_position_unique";`);
    this.addSql(`alter table "event" drop column "xid", drop column "ordinal", drop column "position";`);
  }

}
