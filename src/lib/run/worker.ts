/** The worker's end of the protocol: one session at a time, driven by the page's commands. */
import { fetchDataFrom, fetchFilesFrom } from './fetch-data.ts';
import { readKeptFile } from './kept-files.ts';
import type { RunCommand, RunEvent } from './protocol.ts';
import { Session } from './session.ts';

const emit = (event: RunEvent): void => postMessage(event);

// Nearly every run begins with it, so it loads beside the rest.
import('../engine/wasm/executor.ts').catch(() => undefined);

let session: Session | null = null;

addEventListener('message', ({ data }: MessageEvent<RunCommand>) => {
  if (data.kind === 'start') {
    session?.stop();
    const readFile = data.files ? fetchFilesFrom(data.files) : readKeptFile;
    session = new Session(data, emit, fetchDataFrom(data.dataUrl), readFile);
    void session.run();
    return;
  }
  if (session?.runId !== data.runId) return;
  switch (data.kind) {
    case 'pause':
      return session.pause();
    case 'resume':
      return session.resume();
    case 'step':
      return session.step();
    case 'stop':
      return session.stop();
    case 'hide':
      return session.hide(data.hidden);
    case 'shown':
      return session.shown(data.characters);
  }
});
