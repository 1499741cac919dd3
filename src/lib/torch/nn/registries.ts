/** `_parameters`, `_buffers` and `_modules`: what a module has registered, as dicts that programs read and write. */
import { currentRun, exc, PyDict, typeName, type PyType, type Value } from '../../python/bind.ts';
import { Tensor } from '../tensor.ts';
import { ModuleObject } from './module-object.ts';
import { Parameter } from './parameter.ts';

/** An OrderedDict over one of a module's registries: what is written to it, the module has. */
class Registry<T extends Value> extends PyDict {
  readonly #registered: Map<string, T | null>;
  readonly #accepts: (value: Value) => value is T;

  constructor(registered: Map<string, T | null>, accepts: (value: Value) => value is T) {
    super(currentRun().findModule('collections')!.member('OrderedDict') as PyType);
    this.#registered = registered;
    this.#accepts = accepts;
    for (const [name, value] of registered) super.store(name, name, value);
  }

  override store(...[key, name, value]: Parameters<PyDict['store']>): void {
    if (typeof name !== 'string' || (value !== null && !this.#accepts(value))) {
      throw exc.TypeError(`cannot register '${typeName(value)}' object here`);
    }
    this.#registered.set(name, value);
    super.store(key, name, value);
  }

  override remove(...[key, name]: Parameters<PyDict['remove']>): boolean {
    if (typeof name === 'string') this.#registered.delete(name);
    return super.remove(key, name);
  }

  override clear(): void {
    this.#registered.clear();
    super.clear();
  }
}

const isParameter = (value: Value): value is Parameter => value instanceof Parameter;
const isTensor = (value: Value): value is Tensor => value instanceof Tensor;
const isModule = (value: Value): value is ModuleObject => value instanceof ModuleObject;

/** The registries by the names under which PyTorch's modules keep them. */
export const registries = {
  _parameters: (self: ModuleObject): Value => new Registry(self.parameters, isParameter),
  _buffers: (self: ModuleObject): Value => new Registry(self.buffers, isTensor),
  _modules: (self: ModuleObject): Value => new Registry(self.children, isModule),
};
