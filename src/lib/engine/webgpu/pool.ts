import type { Buffer } from '../../tensor/node.ts';
import type { Output } from './readback.ts';

/** Values on the device. */
export class DeviceBuffer implements Buffer {
  readonly gpu: GPUBuffer;
  /** Names the GPU buffer, so that bind groups can be found by it. */
  readonly id: number;
  /** Elements of four bytes. */
  readonly size: number;
  /** Which output of a plan it is; null for what was uploaded. */
  output: Output | null = null;
  /** Its values on their way to the host, where they were expected to be asked for. */
  copy: Promise<ArrayBuffer> | null = null;

  constructor(gpu: GPUBuffer, id: number, size: number) {
    this.gpu = gpu;
    this.id = id;
    this.size = size;
  }

  get bytes(): number {
    return this.size * 4;
  }
}

/** Sizes are rounded up to so many bytes: a whole number of vec4f, and few different sizes. */
const GRAIN = 256;

/** Free buffers may take this much, or as much as those in use. */
const KEEP_BYTES = 64 * 2 ** 20;

interface Free {
  readonly gpu: GPUBuffer;
  readonly id: number;
}

let ids = 0;

/**
 * Buffers by size. Those given back are handed out again, the oldest first, so that equal steps meet the same few buffers and
 * find their bind groups made: which ones are free decides, not the order in which they were given back. What is on its way in
 * the queue still reads a buffer's old values: the queue keeps the order.
 */
export class BufferPool {
  readonly #device: GPUDevice;
  readonly #usage: GPUBufferUsageFlags;
  readonly #mapped: boolean;
  readonly #free = new Map<number, Free[]>();
  #freeBytes = 0;
  #bytes = 0;

  /** @param mapped Whether the buffers in it are mapped, new ones too. */
  constructor(device: GPUDevice, usage: GPUBufferUsageFlags, mapped = false) {
    this.#device = device;
    this.#usage = usage;
    this.#mapped = mapped;
  }

  /** Bytes of all buffers, free ones included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A buffer for `size` elements, with any values. */
  take(size: number): DeviceBuffer {
    const bytes = Math.max(1, Math.ceil((size * 4) / GRAIN)) * GRAIN;
    const again = this.#free.get(bytes)?.pop();
    if (again !== undefined) {
      this.#freeBytes -= bytes;
      return new DeviceBuffer(again.gpu, again.id, size);
    }
    this.#bytes += bytes;
    const gpu = this.#device.createBuffer({ size: bytes, usage: this.#usage, mappedAtCreation: this.#mapped });
    return new DeviceBuffer(gpu, ++ids, size);
  }

  give({ gpu, id }: DeviceBuffer): void {
    let list = this.#free.get(gpu.size);
    if (list === undefined) this.#free.set(gpu.size, (list = []));
    // The oldest is at the end, where it is taken from.
    let at = list.length;
    while (at > 0 && list[at - 1]!.id < id) at--;
    list.splice(at, 0, { gpu, id });
    this.#freeBytes += gpu.size;
    if (this.#freeBytes > Math.max(KEEP_BYTES, this.#bytes - this.#freeBytes)) this.#trim();
  }

  destroy(): void {
    this.#trim();
  }

  #trim(): void {
    for (const list of this.#free.values()) {
      for (const { gpu } of list) {
        this.#bytes -= gpu.size;
        gpu.destroy();
      }
    }
    this.#free.clear();
    this.#freeBytes = 0;
  }
}
