import type { DType, HostArray } from '../../tensor/dtype.ts';
import { hostArray } from '../../tensor/dtype.ts';
import type { Buffer } from '../../tensor/node.ts';
import { sizeOf, type Shape } from '../../tensor/shape.ts';
import { DeviceError, type Executable, type Executor } from '../executor.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Program } from '../program.ts';
import { describeAdapter } from './adapter.ts';
import { Device } from './device.ts';
import { toDevice, toHost } from './host.ts';
import { launchesOf } from './launch.ts';
import type { DeviceBuffer } from './pool.ts';
import { replay } from './replay.ts';
import { measureTiles } from './tiles.ts';
import type { Tiles } from './unit.ts';

/** Carries out plans as WGSL shaders of our own. */
export class WebGpuExecutor implements Executor {
  readonly name = 'webgpu';
  readonly adapter: string;
  /** How products are computed here; see `tiles.ts`. */
  readonly tiles: Tiles;
  readonly #device: Device;

  private constructor(device: Device, adapter: string, tiles: Tiles) {
    this.#device = device;
    this.adapter = adapter;
    this.tiles = tiles;
  }

  /** Opens a device of the adapter, and measures which products suit it unless `tiles` says. Rejects when there is no device to be had. */
  static async open(adapter: GPUAdapter, tiles?: Tiles): Promise<WebGpuExecutor> {
    const device = await Device.open(adapter);
    const name = describeAdapter(adapter.info);
    return new WebGpuExecutor(
      device,
      name,
      tiles ?? (await measureTiles(device, name, adapter.info.isFallbackAdapter)),
    );
  }

  get bytes(): number {
    return this.#device.bytes;
  }

  get lost(): Promise<string> {
    return this.#device.lost;
  }

  upload(values: HostArray, shape: Shape, dtype: DType): Buffer {
    const buffer = this.#device.buffers.take(sizeOf(shape));
    if (values.length > 0) this.#device.uploads.write(buffer, toDevice(values, dtype));
    return buffer;
  }

  compile(program: Program): Executable {
    const { tiles } = this;
    return replay(this.#device, launchesOf(makePlan(program), { tiles, maxBindings: this.#device.maxBindings }));
  }

  async read(buffer: Buffer, dtype: DType): Promise<HostArray> {
    const source = buffer as DeviceBuffer;
    if (source.size === 0) return hostArray(dtype, 0);
    const bytes = await this.#device.readback.read(source).catch((error: Error) => {
      throw new DeviceError(`The GPU did not give its values back: ${error.message}`);
    });
    const { failure } = this.#device;
    if (failure !== null) throw new DeviceError(`The GPU reported an error: ${failure}`);
    return toHost(bytes, dtype);
  }

  free(buffer: Buffer): void {
    this.#device.buffers.give(buffer as DeviceBuffer);
  }

  async idle(): Promise<void> {
    await this.#device.idle();
  }

  dispose(): void {
    this.#device.dispose();
  }
}
