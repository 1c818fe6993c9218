import { database } from './database';
import { composeCatalogues } from './define';
import { flags } from './flags';
import { http } from './http';
import { messaging } from './messaging';
import { runtime } from './runtime';
import { telemetry } from './telemetry';

/** What this library emits itself, and what the instrumentations that it starts do. */
export const libraryCatalogue = composeCatalogues('library', http, messaging, database, runtime, flags, telemetry);

export const { metrics, spans, logEvents } = libraryCatalogue;
