import { BufferPool, type DeviceBuffer } from './pool.ts';

/** Values of so many bytes go through mapped buffers: fewer are sent as they are, and more belong to a data set, which is sent once. */
const LEAST = 4096;
const MOST = 4 * 2 ** 20;

/**
 * Values on their way to the device. A step's masks and batches are written to buffers that the host has mapped, and copied at the head of
 * the next submit: the browser's own queue would copy them once more.
 */
export class Uploads {
  /** Buffers in it are mapped. */
  readonly staging: BufferPool;
  readonly #gpu: GPUDevice;
  /** What the next submit copies, and where to. */
  #waiting: (readonly [from: DeviceBuffer, to: DeviceBuffer])[] = [];
  /** Buffers that the last submit copies from. */
  #encoded: DeviceBuffer[] = [];

  constructor(gpu: GPUDevice) {
    this.#gpu = gpu;
    this.staging = new BufferPool(gpu, GPUBufferUsage.MAP_WRITE | GPUBufferUsage.COPY_SRC, true);
  }

  /** Writes values to a buffer, before whatever is submitted from now on. */
  write(target: DeviceBuffer, values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>): void {
    if (values.byteLength < LEAST || values.byteLength > MOST) {
      this.#gpu.queue.writeBuffer(target.gpu, 0, values);
      return;
    }
    const from = this.staging.take(target.size);
    const mapped = from.gpu.getMappedRange();
    if (values instanceof Float32Array) new Float32Array(mapped).set(values);
    else new Int32Array(mapped).set(values);
    from.gpu.unmap();
    this.#waiting.push([from, target]);
  }

  /** Puts the copies that wait into an encoder. */
  encode(encoder: GPUCommandEncoder): void {
    for (const [from, to] of this.#waiting) {
      encoder.copyBufferToBuffer(from.gpu, 0, to.gpu, 0, to.bytes);
      this.#encoded.push(from);
    }
    this.#waiting = [];
  }

  /** What `encode` put into an encoder was submitted: its buffers come back when the device is done with them. */
  sent(): void {
    for (const buffer of this.#encoded) {
      // On a lost device nobody needs them.
      buffer.gpu.mapAsync(GPUMapMode.WRITE).then(() => this.staging.give(buffer), () => undefined); // prettier-ignore
    }
    this.#encoded = [];
  }
}
