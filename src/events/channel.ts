/** The channel that writers wake the nodes on; a wake-up may be lost, since the log is asked anyway. */
export const CHANNEL = 'skolegraf_events';
