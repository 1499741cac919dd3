import { findAdapter } from './adapter.ts';
import { Engine, type EngineOptions, type HeldNodes } from './engine.ts';
import type { Executor } from './executor.ts';
import type { EngineReport, Ladder, Rung } from './ladder.ts';
import type { EngineName } from './names.ts';
import { makePlan } from './plan/make-plan.ts';
import { agrees, timeOfProducts } from './self-test.ts';

/** Raised when the engine that was asked for is not to be had here. The message is a sentence for the reader. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** An engine that is ready, and why it is this one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

const BY_NAME = 'It was asked for by name.';

/** A GPU that is not this much faster than WebAssembly is not worth waiting for. */
const WORTHWHILE = 1.5;

async function openWasm(relaxed = false): Promise<Executor> {
  const { WasmExecutor } = await import('./wasm/executor.ts');
  return WasmExecutor.open({ makePlan, relaxed });
}

async function openWebGpu(adapter: GPUAdapter): Promise<Executor> {
  const { WebGpuExecutor } = await import('./webgpu/executor.ts');
  return WebGpuExecutor.open(adapter);
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
  told: Pick<EngineOptions, 'onChange' | 'onLost'> = {},
): Promise<OpenedEngine> {
  switch (choice) {
    case 'auto':
      return opened(await startOfLadder(), held, { ...told, ladder: LADDER });
    case 'wasm':
    case 'wasm-relaxed':
      return opened({ executor: await openWasm(choice === 'wasm-relaxed'), reason: BY_NAME }, held, told);
    case 'tfjs-cpu':
      return opened({ executor: await openTfjs(null), reason: BY_NAME }, held, told);
    case 'webgpu':
    case 'tfjs-webgpu': {
      const adapter = await findAdapter();
      if (typeof adapter === 'string') throw new EngineError(`The engine ${choice} is not available: ${adapter}.`);
      const executor = await (choice === 'webgpu' ? openWebGpu : openTfjs)(adapter);
      const ladder = choice === 'webgpu' ? { ladder: { ...LADDER, up: stay } } : {};
      if (choice === 'webgpu' && !(await agrees(executor, await openWasm()))) throw wrong(executor);
      return opened({ executor, reason: BY_NAME }, held, { ...told, ...ladder });
    }
  }
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

const wrong = (executor: Executor): EngineError => {
  executor.dispose();
  return new EngineError(
    `The engine webgpu is not available: this GPU (${executor.adapter}) computes something else than the processor does.`,
  );
};

const LADDER: Ladder = {
  async up() {
    const adapter = await findAdapter();
    if (typeof adapter === 'string') return `The run uses the processor, because ${adapter}.`;
    let executor: Executor | null = null;
    try {
      executor = await openWebGpu(adapter);
      const wasm = await openWasm();
      if (!(await agrees(executor, wasm))) throw wrong(executor);
      const faster = (await timeOfProducts(wasm)) / (await timeOfProducts(executor));
      wasm.dispose();
      if (faster >= WORTHWHILE) {
        return { executor, reason: `The network is large, and the GPU multiplies ${factor(faster)} times as fast.` };
      }
      executor.dispose();
      const software = adapter.info.isFallbackAdapter ? 'There is no real GPU here, and the' : 'The';
      return `${software} processor multiplies ${factor(1 / faster)} times as fast as WebGPU does.`;
    } catch (error) {
      executor?.dispose();
      const words = error instanceof Error ? error.message : String(error);
      return `The run uses the processor, because WebGPU could not be used. ${words}`;
    }
  },

  async down(sentence) {
    const adapter = await findAdapter();
    const back = 'It goes on from the last copy of its numbers';
    try {
      if (typeof adapter !== 'string') {
        const executor = await openWebGpu(adapter);
        if (await agrees(executor, await openWasm())) {
          return { executor, reason: `The GPU was lost (${sentence}) and opened again. ${back}.` };
        }
        executor.dispose();
      }
    } catch {
      // The processor is there in any case.
    }
    return { executor: await openWasm(), reason: `The GPU was lost (${sentence}). ${back}, on the processor.` };
  },
};

/** A ratio as a person would say it. */
const factor = (x: number): string => (x < 10 ? x.toFixed(1) : String(Math.round(x)));

function opened({ executor, reason }: Rung, held: HeldNodes, options: EngineOptions): OpenedEngine {
  const { name, adapter } = executor;
  return { engine: new Engine(executor, held, options), report: { name, adapter, reason } };
}
