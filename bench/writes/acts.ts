import type { Act } from './act.js';
import { checkIn } from './check-in.js';
import { sendToClass } from './send-message.js';

export const acts: readonly Act[] = [checkIn, sendToClass];
