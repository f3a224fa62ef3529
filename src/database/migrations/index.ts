import type { MigrationObject } from '@mikro-orm/core';
import { Migration20261124000000_register_and_record } from './Migration20261124000000_register_and_record.js';
import { Migration20261124010539_event_positions } from './Migration20261124010539_event_positions.js';
import { Migration20261124010958_dialogue } from './Migration20261124010958_dialogue.js';
import { Migration20261124011400_check_in } from './Migration20261124011400_check_in.js';
import { Migration20261124013817_officer_sees_no_guardians } from './Migration20261124013817_officer_sees_no_guardians.js';
import { Migration20261126143745_browser_sessions } from './Migration20261126143745_browser_sessions.js';
import { Migration20261126145946_children_who_left } from './Migration20261126145946_children_who_left.js';
import { Migration20261126194000_events_as_appended } from './Migration20261126194000_events_as_appended.js';

/** Every migration, oldest first; a new one is added at the end and none is ever changed. */
export const migrationsList: MigrationObject[] = [
  {
    name: 'Migration20261124000000_register_and_record',
    class: Migration20261124000000_register_and_record,
  },
  {
    name: 'Migration20261124010539_event_positions',
    class: Migration20261124010539_event_positions,
  },
  {
    name: 'Migration20261124010958_dialogue',
    class: Migration20261124010958_dialogue,
  },
  {
    name: 'Migration20261124011400_check_in',
    class: Migration20261124011400_check_in,
  },
  {
    name: 'Migration20261124013817_officer_sees_no_guardians',
    class: Migration20261124013817_officer_sees_no_guardians,
  },
  {
    name: 'Migration20261126143745_browser_sessions',
    class: Migration20261126143745_browser_sessions,
  },
  {
    name: 'Migration20261126145946_children_who_left',
    class: Migration20261126145946_children_who_left,
  },
  {
    name: 'Migration20261126194000_events_as_appended',
    class: Migration20261126194000_events_as_appended,
  },
];
