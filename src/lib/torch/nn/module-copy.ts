import type { PyDict, Task } from '../../python/bind.ts';
import { copiedOnce, deepCopy } from '../copying.ts';
import type { Tensor } from '../tensor.ts';
import type { ModuleObject } from './module-object.ts';
import type { Parameter } from './parameter.ts';

/** `copy.deepcopy(module)`: the whole tree, with what is shared within it shared in the copy. */
export function copyModule(self: ModuleObject, memo: PyDict): Task<ModuleObject> {
  return copiedOnce(self, memo, () => self.type.allocate!(self.type) as ModuleObject, function* (copy) {
    copy.ready = self.ready;
    copy.training = self.training;
    for (const name of self.transient) copy.transient.add(name);
    for (const hooks of ['forwardHooks', 'forwardPreHooks', 'backwardHooks'] as const) {
      for (const hook of self[hooks].functions) copy[hooks].add(hook);
    }
    for (const [name, value] of self.parameters) {
      copy.parameters.set(name, value && ((yield* deepCopy(value, memo)) as Parameter));
    }
    for (const [name, value] of self.buffers) copy.buffers.set(name, value && ((yield* deepCopy(value, memo)) as Tensor));
    for (const [name, value] of self.children) {
      copy.children.set(name, value && ((yield* deepCopy(value, memo)) as ModuleObject));
    }
    for (const [name, value] of self.dict) copy.dict.set(name, yield* deepCopy(value, memo));
  }); // prettier-ignore
}
