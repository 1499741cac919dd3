import { Engine, type HeldNodes } from './engine.ts';
import type { Executor } from './executor.ts';
import type { EngineName } from './names.ts';
import { makePlan } from './plan/make-plan.ts';
import { openCpuBackend, openWebGpuBackend } from './tfjs/backend.ts';
import { TfjsExecutor } from './tfjs/executor.ts';

/** Raised when the engine that was asked for is not to be had here. The message is a sentence for the reader. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** An engine that is ready, and why it is this one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly report: {
    readonly name: EngineName;
    /** The adapter's own words, for example `google swiftshader`; `CPU` where there is none. */
    readonly adapter: string;
    /** One sentence for the reader. */
    readonly reason: string;
  };
  /** Resolves with a sentence if the device is lost while the engine lives. */
  readonly lost: Promise<string>;
}

/** Finds an adapter, or says in a sentence why there is none: the ways in which WebGPU can be absent differ in their mend. */
async function findAdapter(): Promise<GPUAdapter | string> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (gpu === undefined) {
    return globalThis.isSecureContext === false
      ? 'WebGPU needs a secure connection (https), and this page came over an insecure one'
      : 'this browser has no WebGPU';
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  return adapter ?? 'this browser has WebGPU, but found no graphics adapter that it may use';
}

/**
 * Opens the engine that `choice` names, or, with `auto`, the best one there is: WebGPU where there is an adapter, else the processor.
 * `held` gives the nodes that the program still holds. Throws EngineError when a named engine is not available.
 */
export async function openEngine(choice: EngineName | 'auto', held: HeldNodes): Promise<OpenedEngine> {
  if (choice === 'wasm') {
    const { WasmExecutor } = await import('./wasm/executor.ts');
    return opened(await WasmExecutor.open({ makePlan }), held, 'It was asked for by name.');
  }
  if (choice === 'tfjs-cpu') return openCpu(held, 'It was asked for by name.');

  const adapter = await findAdapter();
  if (typeof adapter === 'string') {
    if (choice !== 'auto') throw new EngineError(`The engine ${choice} is not available: ${adapter}.`);
    return openCpu(
      held,
      `The run uses the processor, because ${adapter}. It is slower there; the numbers are the same.`,
    );
  }
  if (choice === 'webgpu') {
    const { WebGpuExecutor } = await import('./webgpu/executor.ts');
    return opened(await WebGpuExecutor.open(adapter), held, 'It was asked for by name.');
  }
  const backend = await openWebGpuBackend(adapter);
  const executor = new TfjsExecutor(backend);
  const software = adapter.info.isFallbackAdapter
    ? 'The adapter is a software one, so expect seconds where a graphics card takes a moment.'
    : null;
  const reason = choice === 'auto' ? (software ?? 'This browser has WebGPU.') : 'It was asked for by name.';
  return opened(executor, held, reason);
}

async function openCpu(held: HeldNodes, reason: string): Promise<OpenedEngine> {
  return opened(new TfjsExecutor(await openCpuBackend()), held, reason);
}

function opened(executor: Executor, held: HeldNodes, reason: string): OpenedEngine {
  const { name, adapter, lost } = executor;
  return { engine: new Engine(executor, held), report: { name, adapter, reason }, lost };
}
