import type { Device } from './device.ts';
import { BufferPool, type DeviceBuffer } from './pool.ts';

/** Outputs of at most so many bytes are copied before anyone asks, where they were asked for the last time: losses and counts. */
const SMALL = 4096;

/** An output of a compiled plan: whether the host read it when the plan ran last. */
export interface Output {
  wanted: boolean;
}

/** A copy that is encoded; calling it after the submit gives its bytes once the device has made it. */
type Encoded = () => Promise<ArrayBuffer>;

/**
 * Values on their way to the host, through buffers that the host can map. What a plan's last run was asked for is copied in the next
 * run's own submit: a loop that prints its loss needs one submit a step instead of two, and its answer is under way earlier.
 */
export class Readback {
  readonly staging: BufferPool;
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
    this.staging = new BufferPool(device.gpu, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /** A buffer's bytes, which must not be changed: whoever asks again may get the same. Rejects when the device was lost. */
  read(source: DeviceBuffer): Promise<ArrayBuffer> {
    if (source.output !== null) source.output.wanted = true;
    if (source.copy !== null) return source.copy;
    const encoder = this.#device.encoder();
    const copy = this.#encode(encoder, source);
    this.#device.submit(encoder);
    return copy();
  }

  /** Encodes copies of those outputs that were wanted last; the result starts them and must be called after the submit. */
  foresee(encoder: GPUCommandEncoder, outputs: readonly DeviceBuffer[]): () => Promise<unknown> | null {
    const copies: [DeviceBuffer, Encoded][] = [];
    for (const buffer of outputs) {
      if (buffer.output!.wanted && buffer.bytes <= SMALL) copies.push([buffer, this.#encode(encoder, buffer)]);
      // Until it is read again: who stops reading pays for one copy more.
      buffer.output!.wanted = false;
    }
    return () => {
      let last: Promise<unknown> | null = null;
      for (const [buffer, copy] of copies) {
        last = buffer.copy = copy();
        // A loss is told to whoever reads it, if anybody does.
        buffer.copy.catch(() => undefined);
      }
      return last;
    };
  }

  #encode(encoder: GPUCommandEncoder, { gpu, size, bytes }: DeviceBuffer): Encoded {
    const staging = this.staging.take(size);
    encoder.copyBufferToBuffer(gpu, 0, staging.gpu, 0, bytes);
    return async () => {
      await staging.gpu.mapAsync(GPUMapMode.READ, 0, bytes);
      const values = staging.gpu.getMappedRange(0, bytes).slice(0);
      staging.gpu.unmap();
      this.staging.give(staging);
      return values;
    };
  }
}
