import { Migration } from '@mikro-orm/migrations';

export class Migration20261126143745_browser_sessions extends Migration {

  override name = 'Migration20261126143745_browser_sessions';

  override up(): void | Promise<void> {
    this.addSql(`create table "browser_session" ("id" uuid not null, "digest" text not null, "issuer" text not null, "sealed" text not null, "used_at" timestamptz not null, "ends_at" timestamptz not null, "renewing_until" timestamptz null, primary key ("id"));`);
    this.addSql(`alter table "browser_session" add constraint "browser_session_digest_unique" unique ("digest");`);

    this.addSql(`alter table "browser_session" enable row level security;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "browser_session" cascade;`);
  }

}
