import type { DType, HostArray } from '../tensor/dtype.ts';
import type { Buffer } from '../tensor/node.ts';
import type { Shape } from '../tensor/shape.ts';
import type { EngineName } from './names.ts';
import type { Program } from './program.ts';

/**
 * Raised when the device failed: values read from it may be wrong. The message is a sentence for the reader, whose program
 * gets it as a RuntimeError.
 */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  /** The interpreter's mark of errors that are no bugs and speak to the reader. */
  readonly forReader = true;
}

/** A compiled program: from its inputs (buffers, or numbers where the program has scalars) to its outputs. */
export type Executable = (inputs: readonly (Buffer | number)[]) => Buffer[];

/**
 * Carries out programs. Everything that differs between WebGPU, WASM and TensorFlow.js is behind this.
 * Calls are issued at once and in order; only `read` and `idle` wait for the device.
 */
export interface Executor {
  readonly name: EngineName;
  /** The adapter's own words, for example `google swiftshader`. */
  readonly adapter: string;
  /** Copies values to where the executor keeps them. */
  upload(values: HostArray, shape: Shape, dtype: DType): Buffer;
  /** Prepares a program once; called once for each signature. Throws where the executor lacks an operation. */
  compile(program: Program): Executable;
  /** Copies values back. */
  read(buffer: Buffer, dtype: DType): HostArray | Promise<HostArray>;
  free(buffer: Buffer): void;
  /** Resolves when all that was issued is done; null when nothing is under way or the executor works at once. */
  idle(): Promise<void> | null;
  /** Bytes that live buffers take on the device, the executor's own caches included where it can tell. */
  readonly bytes: number;
  /** Resolves with a sentence if the device is lost. Never rejects. */
  readonly lost: Promise<string>;
  dispose(): void;
}
