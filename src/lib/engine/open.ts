import { findAdapter, isSoftware } from './adapter.ts';
import { Engine, type EngineOptions, type HeldNodes } from './engine.ts';
import type { Executor } from './executor.ts';
import { Memory } from './judgement.ts';
import type { EngineReport, Ladder, Rung } from './ladder.ts';
import type { EngineName } from './names.ts';
import { makePlan } from './plan/make-plan.ts';
import { agrees, timeOfProduct } from './self-test.ts';
import type { WebGpuExecutor } from './webgpu/executor.ts';

/** Raised when the engine that was asked for is not to be had here. The message is a sentence for the reader. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** An engine that is ready, and why it is this one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

/** What whoever opens an engine wants to hear, and what is known of the adapters here. */
export interface Told extends Pick<EngineOptions, 'onChange' | 'onLost'> {
  readonly memory?: Memory;
}

const BY_NAME = 'It was asked for by name.';

/** A GPU that is not this much faster than WebAssembly is not worth waiting for. */
const WORTHWHILE = 1.5;

async function openWasm(relaxed = false): Promise<Executor> {
  const { WasmExecutor } = await import('./wasm/executor.ts');
  return WasmExecutor.open({ makePlan, relaxed });
}

/** Opens a device of the adapter that computes what the processor computes. Rejects where there is none. */
async function openWebGpu(adapter: GPUAdapter, memory: Memory): Promise<WebGpuExecutor> {
  const [{ WebGpuExecutor }, { describeAdapter }] = await Promise.all([
    import('./webgpu/executor.ts'),
    import('./webgpu/adapter.ts'),
  ]);
  const known = memory.find(describeAdapter(adapter.info));
  if (known?.right === false) throw wrong(describeAdapter(adapter.info));
  const executor = await WebGpuExecutor.open(adapter, known?.tiles);
  if (known !== undefined) return executor;
  const wasm = await openWasm();
  const right = await agrees(executor, wasm);
  wasm.dispose();
  memory.keep(executor.adapter, { tiles: executor.tiles, right });
  if (right) return executor;
  executor.dispose();
  throw wrong(executor.adapter);
}

async function openTfjs(adapter: GPUAdapter | null): Promise<Executor> {
  const [{ TfjsExecutor }, { openCpuBackend, openWebGpuBackend }] = await Promise.all([
    import('./tfjs/executor.ts'),
    import('./tfjs/backend.ts'),
  ]);
  return new TfjsExecutor(adapter === null ? await openCpuBackend() : await openWebGpuBackend(adapter));
}

/**
 * Opens the engine that `choice` names. With `auto` a run starts in WebAssembly, which is there at once, and moves to the GPU before its first
 * large step if there is one that is faster. `held` gives what the program still holds. Throws EngineError when a named engine is not available.
 */
export async function openEngine(
  choice: EngineName | 'auto',
  held: HeldNodes,
  { memory = new Memory(), ...told }: Told = {},
): Promise<OpenedEngine> {
  switch (choice) {
    case 'auto':
      return opened(await startOfLadder(), held, { ...told, ladder: makeLadder(memory) });
    case 'wasm':
    case 'wasm-relaxed':
      return opened({ executor: await openWasm(choice === 'wasm-relaxed'), reason: BY_NAME }, held, told);
    case 'tfjs-cpu':
      return opened({ executor: await openTfjs(null), reason: BY_NAME }, held, told);
    case 'webgpu': {
      const executor = await openWebGpu(await askedFor(choice), memory);
      return opened({ executor, reason: BY_NAME }, held, { ...told, ladder: { ...makeLadder(memory), up: stay } });
    }
    case 'tfjs-webgpu':
      return opened({ executor: await openTfjs(await askedFor(choice)), reason: BY_NAME }, held, told);
  }
}

async function askedFor(choice: EngineName): Promise<GPUAdapter> {
  const adapter = await findAdapter();
  if (typeof adapter === 'string') throw new EngineError(`The engine ${choice} is not available: ${adapter}.`);
  return adapter;
}

async function startOfLadder(): Promise<Rung> {
  try {
    const reason = 'The run uses the processor, which is fastest for small networks; a large one moves to the GPU.';
    return { executor: await openWasm(), reason };
  } catch {
    const reason = 'This browser has no WebAssembly with vectors, so the run uses TensorFlow.js, which is slower.';
    return { executor: await openTfjs(null), reason };
  }
}

const stay = (): Promise<null> => Promise.resolve(null);

const wrong = (adapter: string): EngineError =>
  new EngineError(
    `The engine webgpu is not available: this GPU (${adapter}) computes something else than the processor does.`,
  );

/** How many times as fast as WebAssembly an executor multiplies. */
async function speedupOf(executor: WebGpuExecutor, memory: Memory): Promise<number> {
  const known = memory.find(executor.adapter);
  if (known?.speedup !== undefined) return known.speedup;
  const wasm = await openWasm();
  const ours = await timeOfProduct(wasm);
  wasm.dispose();
  const speedup = ours / (await timeOfProduct(executor, ours));
  memory.keep(executor.adapter, { tiles: executor.tiles, right: true, speedup });
  return speedup;
}

/** Where a run that began in WebAssembly or on a GPU that was asked for can go. */
function makeLadder(memory: Memory): Ladder {
  let losses = 0;
  return {
    async up() {
      const adapter = await findAdapter();
      if (typeof adapter === 'string') return `The run uses the processor, because ${adapter}.`;
      try {
        return await climb(adapter, memory);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        return `The run uses the processor, because WebGPU could not be used. ${words}`;
      }
    },

    async down(sentence) {
      const back = 'The run goes on from the last copy of its numbers';
      const why = `The GPU was lost (${sentence.replace(/\.$/, '')})`;
      // Once may be an accident; a device that is lost again is not asked a third time.
      const adapter = ++losses === 1 ? await findAdapter() : 'it was lost before';
      try {
        if (typeof adapter !== 'string') {
          return { executor: await openWebGpu(adapter, memory), reason: `${why} and opened again. ${back}.` };
        }
      } catch {
        // The processor is there in any case.
      }
      return { executor: await openWasm(), reason: `${why}. ${back}, on the processor.` };
    },
  };
}

/** Whether a GPU is worth moving to. */
async function climb(adapter: GPUAdapter, memory: Memory): Promise<Rung | string> {
  if (isSoftware(adapter)) {
    return 'The run uses the processor: there is no real GPU here, so WebGPU would be the processor too, and slower.';
  }
  const executor = await openWebGpu(adapter, memory);
  const speedup = await speedupOf(executor, memory);
  if (speedup >= WORTHWHILE) {
    return { executor, reason: `The network is large, and the GPU multiplies ${factor(speedup)} times as fast.` };
  }
  executor.dispose();
  return `The processor multiplies ${factor(1 / speedup)} times as fast as the GPU does.`;
}

/** A ratio as a person would say it. */
const factor = (x: number): string => (x < 10 ? x.toFixed(1) : String(Math.round(x)));

function opened({ executor, reason }: Rung, held: HeldNodes, options: EngineOptions): OpenedEngine {
  const { name, adapter } = executor;
  return { engine: new Engine(executor, held, options), report: { name, adapter, reason } };
}
