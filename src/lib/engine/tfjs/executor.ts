import { memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { DType, HostArray } from '../../tensor/dtype.ts';
import type { Buffer } from '../../tensor/node.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { DeviceError, type Executable, type Executor } from '../executor.ts';
import type { EngineName } from '../names.ts';
import type { Program } from '../program.ts';
import type { Backend } from './backend.ts';
import { compileLaunches } from './compile.ts';
import { tfDType } from './kernel.ts';

class TensorBuffer implements Buffer {
  readonly tensor: Tensor;

  constructor(made: Tensor) {
    this.tensor = made;
  }

  get bytes(): number {
    return this.tensor.size * 4;
  }
}

const tensorOf = (buffer: Buffer): Tensor => (buffer as TensorBuffer).tensor;

/** Carries out programs as kernels of TensorFlow.js, one call an instruction, on its WebGPU or CPU backend. */
export class TfjsExecutor implements Executor {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get name(): EngineName {
    return this.#backend.engine;
  }

  get adapter(): string {
    return this.#backend.adapter;
  }

  get bytes(): number {
    return this.#backend.bytes?.() ?? memory().numBytes;
  }

  get lost(): Promise<string> {
    return this.#backend.lost;
  }

  upload(values: HostArray, shape: Shape, dtype: DType): Buffer {
    const type = tfDType(dtype);
    const fits = type === 'int32' && !(values instanceof Int32Array) ? Int32Array.from(values) : values;
    return new TensorBuffer(tensor(fits, [...shape], type));
  }

  compile(program: Program): Executable {
    const launch = compileLaunches(program, this.#backend);
    const types = program.inputs.map((value) => tfDType(program.values[value]!.dtype));
    return (inputs) => {
      const values = new Array<Tensor | undefined>(program.values.length);
      const numbers: Tensor[] = [];
      inputs.forEach((input, i) => {
        if (typeof input === 'number') numbers.push((values[program.inputs[i]!] = tensor(input, [], types[i])));
        else values[program.inputs[i]!] = tensorOf(input);
      });
      launch(values);
      for (const made of numbers) made.dispose();
      return program.outputs.map((value) => new TensorBuffer(values[value]!));
    };
  }

  read(buffer: Buffer, dtype: DType): HostArray | Promise<HostArray> {
    const source = tensorOf(buffer);
    if (sizeOf(source.shape) === 0) return asHost(new Float32Array(0), dtype);
    if (this.#backend.synchronous) return asHost(source.dataSync(), dtype);
    return source.data().then((values) => {
      const failure = this.#backend.failure();
      if (failure !== null) throw new DeviceError(`The GPU reported an error: ${failure}`);
      return asHost(values, dtype);
    });
  }

  free(buffer: Buffer): void {
    tensorOf(buffer).dispose();
  }

  idle(): Promise<void> | null {
    return this.#backend.idle();
  }

  dispose(): void {
    this.#backend.release();
  }
}

/** tfjs's array as the one that `dtype` has on the host. */
function asHost(values: Float32Array | Int32Array | Uint8Array, dtype: DType): HostArray {
  if (dtype === 'bool' || dtype === 'uint8') {
    return values instanceof Uint8Array ? (values as HostArray) : Uint8Array.from(values);
  }
  return values as HostArray;
}
