/** A page with nothing on it: runs programs for `scripts/browser-runner.ts` with the site's own client and worker. */
import { RunClient, type RunHandle } from '../../src/lib/run/client.ts';
import type { RunEvent, RunRequest } from '../../src/lib/run/protocol.ts';

declare global {
  /** Put here by the runner: receives a run's events, with the key it was started under. */
  var onRunEvent: (key: string, event: RunEvent) => void;
  var startProgram: (key: string, request: RunRequest) => void;
  var stopProgram: (key: string) => void;
}

/** Nothing is drawn here, so no program has to wait. */
const client = new RunClient(undefined, 0);
const handles = new Map<string, RunHandle>();

globalThis.startProgram = (key, request) => {
  handles.set(
    key,
    client.startRun(request, (event) => {
      if (event.kind === 'end') handles.delete(key);
      globalThis.onRunEvent(key, event);
    }),
  );
};

globalThis.stopProgram = (key) => handles.get(key)?.stop();
