import { observeEventLoop } from './event-loop';
import { observeGarbageCollection } from './garbage-collection';
import { observeHeap } from './heap';
import { observeProcess } from './process';

/** Starts measuring the process itself. Values are read at the scrape; only garbage collection is observed always. */
export function observeRuntime(): void {
  observeEventLoop();
  observeGarbageCollection();
  observeHeap();
  observeProcess();
}
