/** `torch.load`: files as `torch.save` writes them, here or in PyTorch. */
import { unzipSync } from 'fflate';
import { exc, nativeFunction, PyTuple, Unpickler, type Task, type Value } from '../../python/bind.ts';
import { hostArray } from '../../tensor/dtype.ts';
import { sameShape } from '../../tensor/shape.ts';
import { torchDType } from '../dtypes.ts';
import { Parameter } from '../nn/parameter.ts';
import { hostTensor } from '../ops/creation.ts';
import { sizeType } from '../size.ts';
import type { Tensor } from '../tensor.ts';
import { fromBytes, rowMajor, Storage, StorageClass, storageDType, STORAGE_NAMES, stridedValues } from './storage.ts';

const numbers = (value: Value): number[] => (value as PyTuple).items.map(Number);

/** Names of PyTorch's that its files mention. */
function finder(): (module: string, name: string) => Value | undefined {
  /** Storages that one tensor shows whole, so that tensors which were tied are tied again. */
  const whole = new Map<Storage, Tensor>();

  const rebuildTensor = nativeFunction(
    '_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks, metadata=None)',
    (storage: Storage, offset: number, size: Value, stride: Value, requiresGrad: Value) => {
      const [shape, strides] = [numbers(size), numbers(stride)];
      const isWhole = offset === 0 && sameShape(strides, rowMajor(shape));
      const known = isWhole ? whole.get(storage) : undefined;
      if (known !== undefined && sameShape(known.shape, shape)) return known.detach();
      const tensor = hostTensor(stridedValues(storage, offset, shape, strides), shape, storage.dtype);
      if (isWhole) whole.set(storage, tensor);
      if (requiresGrad === true) tensor.setRequiresGrad(true);
      return tensor;
    },
  );
  const rebuildParameter = nativeFunction(
    '_rebuild_parameter(data, requires_grad, backward_hooks)',
    (data: Tensor, requiresGrad: Value) => new Parameter(data.node, requiresGrad === true),
  );
  const rebuildSize = nativeFunction('Size(items)', (items: PyTuple) => new PyTuple(items.items, sizeType));

  return (module, name) => {
    if (module === 'torch._utils' && name === '_rebuild_tensor_v2') return rebuildTensor;
    if (module === 'torch._utils' && name === '_rebuild_parameter') return rebuildParameter;
    if (module !== 'torch') return undefined;
    if (name === 'Size') return rebuildSize;
    const storage = storageDType(name);
    if (storage !== undefined) return new StorageClass(storage);
    if (name.endsWith('Storage')) {
      throw exc.NotImplementedError(
        `tensors of torch.${name} do not run here; ${Object.values(STORAGE_NAMES).join(', ')} do`,
      );
    }
    return name in STORAGE_NAMES ? torchDType(name as keyof typeof STORAGE_NAMES) : undefined;
  };
}

/** How an archive begins. What begins otherwise can only be a pickle, which is what PyTorch wrote before version 1.6. */
const ZIP_START = [0x50, 0x4b, 0x03, 0x04];
const OLD_MAGIC = 0x1950a86a20f9469cfc6cn;

/** Refuses what is no archive. Raises EOFError and UnpicklingError for what is no pickle either. */
function* refuseOther(bytes: Uint8Array): Task<never> {
  const unpickler = new Unpickler(bytes, { find: finder(), persistent: () => null });
  if ((yield* unpickler.load()) !== OLD_MAGIC) throw exc.RuntimeError('Invalid magic number; corrupt file?');
  throw exc.NotImplementedError(
    'torch.load reads here what PyTorch writes since version 1.6; load this file there, and save it again',
  );
}

/** The value in a file's bytes. Raises RuntimeError for what is no such file. */
export function* unarchive(bytes: Uint8Array): Task {
  if (ZIP_START.some((byte, i) => bytes[i] !== byte)) return yield* refuseOther(bytes);
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch {
    throw exc.RuntimeError('PytorchStreamReader failed reading zip archive: failed finding central directory');
  }
  const pickle = Object.keys(entries).find((name) => name.endsWith('/data.pkl'));
  if (pickle === undefined) {
    throw exc.RuntimeError('PytorchStreamReader failed locating file data.pkl: file not found');
  }
  const folder = pickle.slice(0, -'data.pkl'.length);
  const storages = new Map<string, Storage>();

  /** `('storage', FloatStorage, '0', 'cpu', 12)` */
  const persistent = (id: Value): Value => {
    const [, type, key] = (id as PyTuple).items;
    const name = typeof key === 'string' ? key : '';
    let storage = storages.get(name);
    if (storage !== undefined) return storage;
    const { dtype } = type as StorageClass;
    const content = entries[`${folder}data/${name}`];
    storage = new Storage(dtype, content === undefined ? hostArray(dtype, 0) : fromBytes(content, dtype));
    storages.set(name, storage);
    return storage;
  };
  return yield* new Unpickler(entries[pickle]!, { find: finder(), persistent }).load();
}
