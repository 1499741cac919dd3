import type { Engine } from '../engine/engine.ts';
import { perRun } from '../python/bind.ts';

/** What a run gives to the torch of its program. */
export interface TorchHost {
  readonly engine: Engine;
  /** Bytes of a data file, by its path below the data's root, for example `fashion-mnist/manifest.json`. */
  readData(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Every Python object that the program still holds. */
  held(visit: (object: object) => void): void;
  /** Called at the end of each `optimizer.step()`. */
  optimizerStep(): void;
}

interface HostSlot {
  host: TorchHost | null;
}

const slot = perRun<HostSlot>(() => ({ host: null }));

/** Joins the running interpreter's torch to its run. Call it before the program starts, inside `Interpreter.enter`. */
export const setTorchHost = (host: TorchHost): void => {
  slot().host = host;
};

/** The running program's host. */
export function torchHost(): TorchHost {
  const { host } = slot();
  if (host === null) throw new Error('torch was used before its run began');
  return host;
}
