import { Migration } from '@mikro-orm/migrations';

export class Migration20261126145946_children_who_left extends Migration {

  override name = 'Migration20261126145946_children_who_left';

  override up(): void | Promise<void> {
    this.addSql(`create index "child_gone" on "child" ("id", "left_on") where left_on is not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "child_gone";`);
  }

}
