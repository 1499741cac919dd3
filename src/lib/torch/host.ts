import type { Engine, Holder } from '../engine/engine.ts';
import { perRun, type PyObject } from '../python/bind.ts';
import { Tensor } from './tensor.ts';

/** What a run gives to the torch of its program. */
export interface TorchHost {
  readonly engine: Engine;
  /** Bytes of a data file, by its path below the data's root, for example `fashion-mnist/manifest.json`. */
  readData(path: string): Promise<Uint8Array>;
  /** Bytes of a file of the program's own: from disk on the command line, of the reader's on a page; null when there is no such file. */
  readFile?(path: string): Promise<Uint8Array | null>;
  /** Called at the end of each `optimizer.step()`. */
  readonly optimizerStep: () => void;
}

const slot = perRun<{ host: TorchHost | null }>(() => ({ host: null }));

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

/** The tensors that a program holds, with the graph's nodes they stand for: what an engine must keep. `held` is `Interpreter.held`. */
export function heldNodes(held: (visit: (object: PyObject) => void) => void): Holder[] {
  const holders: Holder[] = [];
  held((object) => {
    if (object instanceof Tensor) holders.push({ owner: object, nodes: object.nodes(), gradient: object.isGradient });
  });
  return holders;
}
