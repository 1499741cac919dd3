/** A generator's state as the bytes of a tensor, laid out as PyTorch's `CPUGeneratorImplState`. */
import { exc, typeName, type Task, type Value } from '../python/bind.ts';
import type { TorchGenerator } from '../random/torch-generator.ts';
import { dataNode } from '../tensor/node.ts';
import { readTensor } from './ops/reading.ts';
import { Tensor } from './tensor.ts';

const WORDS = 624;
/** Places of the fields, in bytes. */
const LEFT = 8;
const SEEDED = 12;
const NEXT = 16;
const STATE = 24;
const NORMAL = STATE + 8 * WORDS + 8;
const NORMAL_VALID = NORMAL + 16;
const SIZE = 5056;
/** Without the float normal that CPU generators never keep. */
const LEGACY_SIZE = 5048;

/** The state as a uint8 tensor of 5056 bytes. */
export function generatorState(stream: TorchGenerator): Tensor {
  const { seed, words, index, spareNormal } = stream.save();
  const bytes = new Uint8Array(SIZE);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, seed, true);
  view.setInt32(LEFT, index === WORDS ? 1 : WORDS + 1 - index, true);
  view.setInt32(SEEDED, 1, true);
  view.setUint32(NEXT, index === WORDS ? 0 : index, true);
  words.forEach((word, i) => view.setUint32(STATE + 8 * i, word, true));
  if (spareNormal !== null) {
    view.setFloat64(NORMAL, spareNormal, true);
    view.setInt32(NORMAL_VALID, 1, true);
  }
  return new Tensor(dataNode(bytes, [SIZE], 'uint8'));
}

/** Puts a stream where `generatorState` found one. Throws TypeError, RuntimeError. */
export function* restoreGenerator(stream: TorchGenerator, state: Value): Task<void> {
  if (!(state instanceof Tensor)) throw exc.TypeError(`expected a torch.ByteTensor, but got ${typeName(state)}`);
  if (state.dtype !== 'uint8') throw exc.TypeError('RNG state must be a torch.ByteTensor');
  const bytes = Uint8Array.from(yield* readTensor(state));
  if (bytes.length !== SIZE && bytes.length !== LEGACY_SIZE) {
    throw exc.RuntimeError(
      `Expected either a CPUGeneratorImplStateLegacy of size ${LEGACY_SIZE} or a CPUGeneratorImplState of size ${SIZE} but found the input RNG state size to be ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer);
  stream.restore({
    seed: view.getBigUint64(0, true),
    words: Uint32Array.from({ length: WORDS }, (_, i) => view.getUint32(STATE + 8 * i, true)),
    index: view.getInt32(LEFT, true) === 1 ? WORDS : view.getUint32(NEXT, true),
    spareNormal: view.getInt32(NORMAL_VALID, true) === 1 ? view.getFloat64(NORMAL, true) : null,
  });
}
