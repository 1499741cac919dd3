/** `torch.save`: PyTorch's own files, a zip of a pickle and of the bytes of each storage. */
import { zipSync } from 'fflate';
import {
  callMethod,
  orderedDictType,
  PICKLE_OPCODES as OP,
  Pickler,
  PyDict,
  PyTuple,
  type PyObject,
  type Task,
  type Value,
} from '../../python/bind.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { TorchDevice } from '../device.ts';
import { TorchDType } from '../dtypes.ts';
import { ModuleObject } from '../nn/module.ts';
import { Parameter } from '../nn/parameter.ts';
import { readTensor } from '../ops/reading.ts';
import { sizeType } from '../size.ts';
import { Tensor } from '../tensor.ts';
import { rowMajor, STORAGE_NAMES, toBytes } from './storage.ts';

const encoder = new TextEncoder();

/** What a save has found. */
export interface Saved {
  /** The file's bytes. */
  readonly bytes: Uint8Array;
  /** Whether whole modules were in it, of which the file has the state_dict in their place. */
  readonly modules: boolean;
}

/** The bytes of `torch.save(value, …)`. `name` is the archive's, as PyTorch takes it from the file's name. */
export function* archive(value: Value, name: string): Task<Saved> {
  const storages: Uint8Array[] = [];
  /** Storages by what owns the memory, so that tied tensors stay tied. */
  const keys = new Map<object, number>();
  let modules = false;

  function* storageKey(tensor: Tensor): Task<number> {
    const known = keys.get(tensor.memory);
    if (known !== undefined) return known;
    const key = storages.push(toBytes(yield* readTensor(tensor), tensor.dtype)) - 1;
    keys.set(tensor.memory, key);
    return key;
  }

  function* tensorPickle(tensor: Tensor, pickler: Pickler, requiresGrad: boolean): Task<void> {
    const { shape, dtype } = tensor;
    const key = yield* storageKey(tensor);
    pickler.global('torch._utils', '_rebuild_tensor_v2');
    pickler.emit(OP.MARK, OP.MARK);
    pickler.text('storage');
    pickler.global('torch', STORAGE_NAMES[dtype]);
    pickler.text(String(key));
    pickler.text('cpu');
    pickler.integer(sizeOf(shape));
    pickler.emit(OP.TUPLE, OP.BINPERSID);
    pickler.integer(0);
    yield* pickler.tuple(shape);
    yield* pickler.tuple(rowMajor(shape));
    yield* pickler.save(requiresGrad);
    yield* pickler.save(new PyDict(orderedDictType));
    pickler.emit(OP.TUPLE, OP.REDUCE);
  }

  function* reduce(object: PyObject, pickler: Pickler): Task<boolean> {
    if (object instanceof Parameter) {
      pickler.global('torch._utils', '_rebuild_parameter');
      pickler.emit(OP.MARK);
      yield* tensorPickle(object, pickler, false);
      yield* pickler.save(object.requiresGrad);
      yield* pickler.save(new PyDict(orderedDictType));
      pickler.emit(OP.TUPLE, OP.REDUCE);
    } else if (object instanceof Tensor) yield* tensorPickle(object, pickler, object.requiresGrad && object.isLeaf);
    else if (object instanceof ModuleObject) {
      modules = true;
      yield* pickler.save(yield* callMethod(object, 'state_dict'));
      return true;
    } else if (object instanceof TorchDType) pickler.global('torch', object.dtype);
    else if (object instanceof TorchDevice) {
      pickler.global('torch', 'device');
      yield* pickler.tuple([object.kind]);
      pickler.emit(OP.REDUCE);
    } else if (object instanceof PyTuple && object.type === sizeType) {
      pickler.global('torch', 'Size');
      yield* pickler.tuple([new PyTuple(object.items)]);
      pickler.emit(OP.REDUCE);
    } else return false;
    pickler.remember(object);
    return true;
  }

  const data = yield* new Pickler(2, reduce).dump(value);
  const entries: Record<string, Uint8Array> = { [`${name}/data.pkl`]: data };
  storages.forEach((bytes, i) => (entries[`${name}/data/${i}`] = bytes));
  entries[`${name}/version`] = encoder.encode('3\n');
  // Stored, as PyTorch does, and without the hour, so that the same values are the same file.
  return { bytes: zipSync(entries, { level: 0, mtime: '1980-01-01' }), modules };
}
