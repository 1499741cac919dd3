/** The tree of modules: what each holds, and everything below it by name. */
import { PyInstance, type Value } from '../../python/bind.ts';
import { Hooks } from '../hooks.ts';
import { Tensor } from '../tensor.ts';
import type { Parameter } from './parameter.ts';

/** An instance of `nn.Module` or of a class derived from it. Plain attributes are in `dict`. */
export class ModuleObject extends PyInstance {
  readonly parameters = new Map<string, Parameter | null>();
  readonly buffers = new Map<string, Tensor | null>();
  readonly children = new Map<string, ModuleObject | null>();
  /** Buffers that `state_dict` leaves out. */
  readonly transient = new Set<string>();
  training = true;
  readonly forwardHooks = new Hooks();
  readonly forwardPreHooks = new Hooks();
  readonly backwardHooks = new Hooks();
  /** Whether `Module.__init__` has run: before it, nothing can be registered. */
  ready = false;

  override traverse(visit: (value: Value) => void): void {
    super.traverse(visit);
    for (const held of [this.parameters, this.buffers, this.children]) {
      if (held.size > 0) for (const value of held.values()) visit(value);
    }
    for (const hooks of [this.forwardHooks, this.forwardPreHooks, this.backwardHooks]) {
      if (hooks.size > 0) hooks.functions.forEach(visit);
    }
  }
}

/**
 * The tensor that a module computes with under a name: a parameter, or what stands in its place where `weight_norm`, `prune` and their
 * kind keep the parameter under another name.
 */
export function weightOf(module: ModuleObject, name: string): Tensor | null {
  const instead = module.dict.get(name);
  return module.parameters.get(name) ?? (instead instanceof Tensor ? instead : null);
}

/** A module and its name from the root, `''` for the root itself; each module once, or under each of its names. */
export function* namedModules(
  root: ModuleObject,
  prefix = '',
  seen = new Set<ModuleObject>(),
  once = true,
): Generator<[string, ModuleObject]> {
  if (seen.has(root)) return;
  if (once) seen.add(root);
  yield [prefix, root];
  for (const [name, child] of root.children) {
    if (child !== null) yield* namedModules(child, prefix === '' ? name : `${prefix}.${name}`, seen, once);
  }
}

/** Tensors of one kind with their names from the root; each tensor once. */
export function* namedTensors<T extends Tensor>(
  root: ModuleObject,
  of: (module: ModuleObject) => ReadonlyMap<string, T | null>,
): Generator<[string, T, ModuleObject]> {
  const seen = new Set<T>();
  for (const [prefix, module] of namedModules(root)) {
    for (const [name, tensor] of of(module)) {
      if (tensor === null || seen.has(tensor)) continue;
      seen.add(tensor);
      yield [prefix === '' ? name : `${prefix}.${name}`, tensor, module];
    }
  }
}
