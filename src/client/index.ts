export type { CursorStorage } from './cursor-storage.js';
export type { LiveDocument, LiveQuery } from './document.js';
export type { LiveEvent, LiveHandlers, ResyncReason } from './handlers.js';
export { createLiveClient, type LiveClient, type LiveClientOptions } from './live-client.js';
export { LiveEnded } from './live-ended.js';
