import { hostArray } from '../../../tensor/dtype.ts';
import { dataNode } from '../../../tensor/node.ts';
import * as op from '../../../tensor/ops.ts';
import { sizeOf } from '../../../tensor/shape.ts';
import { hostTensor } from '../../../torch/ops/creation.ts';
import { apply, type Tensor } from '../../../torch/tensor.ts';
import { valuesAtHand } from '../../../torch/ops/at-hand.ts';

/** A rectangle of a picture. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * `[..., height, width]` with an area replaced by `patch`: one number for all, one for each channel, or one for each place of
 * `[channels, area height, area width]`.
 */
export function erased(x: Tensor, area: Area, patch: Float32Array, inplace: boolean): Tensor {
  const [height, width] = [x.shape.at(-2)!, x.shape.at(-1)!];
  const channels = x.shape.length > 2 ? x.shape.at(-3)! : 1;
  const size = height * width;
  const areaSize = area.height * area.width;
  const value = (channel: number, place: number): number =>
    patch.length === 1 ? patch[0]! : patch.length === channels ? patch[channel]! : patch[channel * areaSize + place]!;
  const write = (out: Float32Array | Int32Array | Uint8Array, mask: Uint8Array | null): void => {
    for (let plane = 0; plane < out.length / size; plane++) {
      for (let y = 0, place = 0; y < area.height; y++) {
        let at = plane * size + (area.top + y) * width + area.left;
        for (let i = 0; i < area.width; i++, at++, place++) {
          out[at] = value(plane % channels, place);
          if (mask !== null) mask[at] = 1;
        }
      }
    }
  };
  const values = valuesAtHand(x);
  if (values !== null && !inplace) {
    const out = values.slice();
    write(out, null);
    return hostTensor(out, x.shape, x.dtype);
  }
  const total = sizeOf(x.shape);
  const [patched, mask] = [hostArray(x.dtype, total), new Uint8Array(total)];
  write(patched, mask);
  const result = apply(
    'CopySlices',
    (node) => op.where(dataNode(mask, x.shape, 'bool'), dataNode(patched, x.shape, x.dtype), node),
    x,
  );
  if (!inplace) return result;
  x.assign(result.input, 'CopySlices');
  return x;
}
