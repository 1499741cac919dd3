/** Calling a module: `forward`, with the hooks around it. */
import { call, callMethod, exc, nativeFunction, PyTuple, type Task, type Value } from '../../python/bind.ts';
import * as op from '../../tensor/ops.ts';
import { Hooks } from '../hooks.ts';
import { torchState } from '../state.ts';
import { apply, Tensor } from '../tensor.ts';
import type { ModuleObject } from './module-object.ts';

/** `module(*args, **kwargs)`. */
export function callModule(self: ModuleObject, args: Value[], kwargs: Map<string, Value>): Task {
  const plain = self.forwardHooks.size === 0 && self.forwardPreHooks.size === 0 && self.backwardHooks.size === 0;
  return plain ? callMethod(self, 'forward', args, kwargs) : withHooks(self, args, kwargs);
}

function* withHooks(self: ModuleObject, given: Value[], kwargs: Map<string, Value>): Task {
  let args = given;
  for (const hook of self.forwardPreHooks.functions) {
    const replaced = yield* call(hook, [self, new PyTuple(args)]);
    if (replaced !== null) args = replaced instanceof PyTuple ? [...replaced.items] : [replaced];
  }
  const watches = self.backwardHooks.size > 0 && torchState().gradEnabled;
  const arrivals = watches ? new BackwardArrivals(self, args) : null;
  let output = yield* callMethod(self, 'forward', arrivals?.args ?? args, kwargs);
  for (const hook of self.forwardHooks.functions) {
    const replaced = yield* call(hook, [self, new PyTuple(args), output]);
    if (replaced !== null) output = replaced;
  }
  if (arrivals !== null) arrivals.watch(output);
  return output;
}

/** The same value as a node of its own, so that the gradient of this use of it can be told from others. */
const own = (x: Tensor): Tensor => apply('BackwardHookFunction', (node) => op.add(node, op.full([], 0, node.dtype)), x);

/** Collects the gradients at a module's output and inputs during one backward pass, and calls the hooks when all are there. */
class BackwardArrivals {
  readonly args: Value[];
  readonly #module: ModuleObject;
  readonly #inputs: (Tensor | null)[];
  #gradOutput: Value = null;
  #gradInputs: Value[];
  #missing: number;

  constructor(module: ModuleObject, args: readonly Value[]) {
    this.#module = module;
    this.args = args.map((arg) => (arg instanceof Tensor && arg.requiresGrad ? own(arg) : arg));
    this.#inputs = this.args.map((arg) => (arg instanceof Tensor && arg.requiresGrad ? arg : null));
    this.#gradInputs = this.args.map(() => null);
    this.#missing = this.#inputs.filter((input) => input !== null).length;
  }

  /** Attaches to what `forward` returned. */
  watch(output: Value): void {
    const first = output instanceof PyTuple ? output.items[0] : output;
    if (!(first instanceof Tensor) || !first.requiresGrad) return;
    if (output instanceof PyTuple && output.items.length > 1) {
      throw exc.NotImplementedError('register_full_backward_hook runs here on modules that return one tensor');
    }
    const alone = this.#missing === 0;
    attach(first, this.#native((gradient) => {
      this.#gradOutput = gradient;
      return alone ? this.#callHooks() : null;
    })); // prettier-ignore
    this.#inputs.forEach((input, i) => {
      if (input === null) return;
      attach(input, this.#native((gradient) => {
        this.#gradInputs[i] = gradient;
        return --this.#missing === 0 ? this.#callHooks(i) : null;
      })); // prettier-ignore
    });
  }

  #native(run: (gradient: Tensor) => Value | Task): Value {
    return nativeFunction('hook(grad)', run as never);
  }

  /** Answers the gradient to go on with at input `last`, if a hook replaced it. */
  *#callHooks(last?: number): Task {
    for (const hook of this.#module.backwardHooks.functions) {
      const replaced = yield* call(hook, [
        this.#module,
        new PyTuple(this.#gradInputs),
        new PyTuple([this.#gradOutput]),
      ]);
      if (replaced !== null) this.#gradInputs = replaced instanceof PyTuple ? [...replaced.items] : [replaced];
    }
    this.#missing = this.#inputs.filter((input) => input !== null).length;
    return last === undefined ? null : this.#gradInputs[last]!;
  }
}

const attach = (tensor: Tensor, hook: Value): void => {
  (tensor.hooks ??= new Hooks()).add(hook);
};
