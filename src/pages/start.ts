import './start.css';
import { drawFigures } from './start/charts.js';
import { beginDemonstration } from './start/demonstration.js';
import { tellWhoIsSignedIn } from './start/session-line.js';

const part = (name: string) => document.querySelector<HTMLElement>(`[data-${name}]`);

const session = part('session');
if (session) void tellWhoIsSignedIn(session);

const figures = part('figures');
if (figures) void drawFigures(figures);

const live = part('live');
if (live) void beginDemonstration(live);
