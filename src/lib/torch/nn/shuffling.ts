/** Pixels and channels in another order. */
import { toInt, type Functions, type PyType, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { pixelShuffle } from '../ops/resizing.ts';
import { apply, type Tensor } from '../tensor.ts';
import { functionModule } from './definition.ts';

/** Channels of each group taken in turn. */
const channelShuffle = (x: Tensor, groups: Value): Tensor =>
  apply('NotImplemented', (node) => {
    const [n, c, ...rest] = node.shape as [number, number, ...number[]];
    const g = toInt(groups, 'groups');
    const split = op.reshape(node, [n, g, c / g, ...rest]);
    return op.reshape(op.permute(split, [0, 2, 1, ...rest.map((_, i) => i + 3)]), node.shape);
  }, x); // prettier-ignore

const shuffled = (x: Tensor, factor: Value): Tensor => pixelShuffle(x, factor, false);
const unshuffled = (x: Tensor, factor: Value): Tensor => pixelShuffle(x, factor, true);

export const shufflings: Readonly<Record<string, PyType>> = {
  PixelShuffle: functionModule('PixelShuffle', 'pixelshuffle', 'upscale_factor', shuffled),
  PixelUnshuffle: functionModule('PixelUnshuffle', 'pixelshuffle', 'downscale_factor', unshuffled),
  ChannelShuffle: functionModule('ChannelShuffle', 'channelshuffle', 'groups', channelShuffle),
};

export const shufflingFunctions: Functions = {
  'pixel_shuffle(input, upscale_factor)': shuffled,
  'pixel_unshuffle(input, downscale_factor)': unshuffled,
  'channel_shuffle(input, groups)': channelShuffle,
};
