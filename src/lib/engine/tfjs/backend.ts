import {
  enableProdMode,
  findBackendFactory,
  ready,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { BinaryOp } from '../../tensor/node.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { EngineName } from '../names.ts';
import { describeAdapter } from '../webgpu/adapter.ts';
import { integerArithmetic } from './integer-arithmetic.ts';
import { sumRows } from './row-sums.ts';
import { softwareMatMul } from './software-matmul.ts';

/** A backend of TensorFlow.js, made the active one. */
export interface Backend {
  readonly engine: EngineName;
  readonly adapter: string;
  /** Whether values can be read back without waiting. */
  readonly synchronous: boolean;
  /** Bytes allocated on the device, where the backend can tell. */
  readonly bytes: (() => number) | null;
  readonly lost: Promise<string>;
  /** A matrix product that suits the device better than tfjs's; null where it has none for these shapes. */
  readonly matmul: (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean) => Tensor | null;
  /** Row sums of a matrix, where tfjs's own are wrong or rough; null where they are good. */
  readonly sumRows: ((matrix: Tensor) => Tensor) | null;
  /** `a op b` of int32 values, where tfjs's own is wrong for large ones; null where it is not, or for shapes that only tfjs broadcasts. */
  readonly integers: (op: BinaryOp, a: Tensor, b: Tensor, shape: Shape) => Tensor | null;
  /** What went wrong on the device since it was opened, or null. */
  readonly failure: () => string | null;
  /** Resolves when all that was issued is done; null where work is done at once. */
  idle(): Promise<void> | null;
  release(): void;
}

const NEVER = new Promise<never>(() => undefined);

// Spares its checks of every number, and its advertisement on the console under Node.
enableProdMode();

/** TensorFlow.js in plain JavaScript: runs everywhere, slowly. */
export async function openCpuBackend(): Promise<Backend> {
  await import('@tensorflow/tfjs-backend-cpu');
  await setBackend('cpu');
  await ready();
  return {
    engine: 'tfjs-cpu',
    adapter: 'CPU',
    synchronous: true,
    bytes: null,
    lost: NEVER,
    failure: () => null,
    matmul: () => null,
    sumRows: null,
    integers: () => null,
    idle: () => null,
    release: () => undefined,
  };
}

const LIMITS = [
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
] as const;

/** TensorFlow.js on a device of our own under its WebGPU backend, so that we choose its limits and hear of its loss. */
export async function openWebGpuBackend(adapter: GPUAdapter): Promise<Backend> {
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const software = adapter.info.isFallbackAdapter;
  // An error of the device comes late and by itself: whatever is read after it may be wrong.
  let failure: string | null = null;
  device.addEventListener('uncapturederror', ({ error }) => (failure ??= error.message));
  // The package registers a backend of its own at first, and an earlier run may have left one.
  if (findBackendFactory('webgpu') !== null) removeBackend('webgpu');
  const backend = new WebGPUBackend(device, adapter.info);
  registerBackend('webgpu', () => backend, 3);
  await setBackend('webgpu');
  await ready();
  return {
    engine: 'tfjs-webgpu',
    adapter: describeAdapter(adapter.info),
    synchronous: false,
    bytes: () => backend.memory().numBytesAllocatedInGPU,
    lost: device.lost.then(({ message, reason }) => message || `The GPU device was lost (${reason}).`),
    failure: () => failure,
    matmul: (a, b, transposeA, transposeB) => (software ? softwareMatMul(backend, a, b, transposeA, transposeB) : null),
    sumRows: (matrix) => sumRows(backend, matrix),
    integers: (op, a, b, shape) => integerArithmetic(backend, op, a, b, shape),
    idle: () => {
      // In this order: a pass that is still open makes the whole command buffer invalid.
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
      return device.queue.onSubmittedWorkDone();
    },
    release: () => {
      removeBackend('webgpu');
      device.destroy();
    },
  };
}
