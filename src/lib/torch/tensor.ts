import { exc, PyObject, type PyType, type Task, type Value } from '../python/bind.ts';
import { countWrites, type SharedArray } from '../tensor/array-interface.ts';
import { hostArray, isFloating, type DType } from '../tensor/dtype.ts';
import { dataNode, type Node } from '../tensor/node.ts';
import { IntegerRangeError } from '../tensor/integer-range.ts';
import * as op from '../tensor/ops.ts';
import { rememberOverwriting } from '../tensor/overwritten.ts';
import { sameShape, ShapeError, stridesOf, type Shape } from '../tensor/shape.ts';
import { TENSOR_TYPE_NAMES } from './dtypes.ts';
import { GradFn } from './grad-fn.ts';
import type { Hooks } from './hooks.ts';
import { isContiguous, type Layout } from './layout.ts';
import { torchState } from './state.ts';

/** Memory that several tensors may look at: a value that in-place operations replace. */
class Storage {
  node: Node;
  version = 0;
  /** Whether it is a leaf's that collects gradients: its values change under `no_grad` only. */
  guarded = false;
  /** Whether its value was last written through a view, with gradients. */
  sliced = false;
  /** An array of NumPy's that has the same memory. */
  array: SharedArray | null = null;
  /** Whether it was made inside `inference_mode`, so that no gradient may ever need it. */
  readonly inference = torchState().inference;
  /** How often the array had been written when both were last the same. */
  seen = 0;

  constructor(node: Node) {
    this.node = node;
    node.storages++;
  }
}

let addresses = 0x5583_0000_0000;
const addressOf = new WeakMap<Storage, number>();

/** How a view sees its base, and how writing through it changes the base. */
export interface ViewStep {
  get(base: Node): Node;
  put(base: Node, values: Node): Node;
}

/** The graph knows no tensors: which leaf's gradients arrive at a node is remembered here, for as long as the node lives. */
const leaves = new WeakMap<Node, Tensor>();
/** The same for values in between that `retain_grad` was called on. */
const retained = new WeakMap<Node, Tensor>();

/** And which tensor's hooks look at the gradient there. */
const hooked = new WeakMap<Node, Tensor>();

/** A gradient that the program computes: from the gradient at the output to that at each input. */
export interface OwnRule {
  /** Python values that the rule needs. */
  readonly holds: readonly Value[];
  run(gradient: Tensor): Task<readonly (Node | null)[]>;
}

const ownRules = new WeakMap<Node, OwnRule>();

/** Remembers the program's rule for a node made by `withOwnRule`. */
export const setOwnRule = (node: Node, rule: OwnRule): void => {
  ownRules.set(node, rule);
};

/** The program's rule at `node`. */
export const ownRuleOf = (node: Node): OwnRule => ownRules.get(node)!;

/** Set once by `tensor-type.ts`: the class statement needs the methods, and the methods need this class. */
let tensorType: PyType | null = null;
export const setTensorType = (type: PyType): void => {
  tensorType = type;
};

/**
 * `torch.Tensor`: a lazy value with PyTorch's semantics of views, in-place operations and autograd.
 * Values are nodes and never change; what changes is which node a storage holds. A view reads its node from its base's,
 * and writing to it writes a new node to the base.
 */
export class Tensor extends PyObject {
  /** The accumulated gradient of a leaf; null is None. */
  grad: Tensor | null = null;
  /** Whether it is what another tensor's `grad` collects in. */
  isGradient = false;
  /** What `grad_fn` prints: the name PyTorch gives to the operation that made this. */
  gradName: string | null;
  /** The graph's operations that this one followed, in PyTorch's order. */
  inputFns: readonly (GradFn | null)[] = [];
  #gradFn: GradFn | null = null;
  #hooks: Hooks | null = null;
  readonly #storage: Storage;
  #views: readonly ViewStep[];
  /** Whether this is a leaf that collects gradients. */
  #leafRequiresGrad = false;
  /** Set for `detach()` and `.data`: the same storage without its history. */
  readonly #detached: boolean;
  #node: Node;
  /** null: row by row from the start of the storage. */
  #layout: Layout | null;
  #version: number;
  /** The storage's version when this began to look at it. */
  #madeAt: number;
  #variable: Node | null = null;
  #variableVersion = -1;

  constructor(
    node: Node,
    gradName: string | null = null,
    of?: { base: Tensor; views: readonly ViewStep[]; detached: boolean; layout?: Layout | null },
  ) {
    super();
    this.#node = node;
    this.gradName = gradName ?? (node.requiresGrad ? operationName(node) : null);
    this.#storage = of ? of.base.#storage : new Storage(node);
    this.#views = of?.views ?? [];
    this.#detached = of?.detached ?? false;
    this.#layout = of?.layout ?? null;
    this.#version = this.#storage.version;
    this.#madeAt = this.#version;
  }

  get type(): PyType {
    return tensorType!;
  }

  override traverse(visit: (value: Value) => void): void {
    visit(this.grad);
    if (this.#hooks !== null) for (const hook of this.#hooks.functions) visit(hook);
    if (this.#node.requiresGrad) for (const value of ownRules.get(this.#node)?.holds ?? []) visit(value);
  }

  /** This tensor's place in the autograd graph, as a program sees it; null where it needs no gradient. */
  get gradFn(): GradFn | null {
    if (!this.requiresGrad) return null;
    const name = this.isLeaf ? 'AccumulateGrad' : (this.gradFnName ?? 'Backward0');
    if (this.#gradFn?.name !== name || this.#gradFn.inputs !== this.inputFns)
      this.#gradFn = new GradFn(name, this.inputFns);
    return this.#gradFn;
  }

  /** What stands for this tensor's memory: the same for tensors that show all of the same values in the same shape. */
  get memory(): object {
    return this.#views.length === 0 ? this.#storage : this;
  }

  /** The array that shares all of this tensor's memory, if one does. */
  get sharedArray(): SharedArray | null {
    return this.#views.length === 0 ? this.#storage.array : null;
  }

  /** Shares memory with an array of the same values, as `Tensor.numpy()` and `torch.from_numpy` do. Not for views. */
  shareWith(array: SharedArray): void {
    if (this.#views.length > 0) return;
    this.#storage.array = array;
    this.#storage.seen = countWrites(array.data);
  }

  /** The storage's value, if an array must follow it: whoever has its numbers calls `arrayFollows`. */
  get unshared(): Node | null {
    return this.#storage.array === null ? null : this.#storage.node;
  }

  arrayFollows(values: ArrayLike<number>): void {
    const { array } = this.#storage;
    if (array === null) return;
    array.hostWrite(values);
    this.#storage.seen = countWrites(array.data);
  }

  /** Takes over what was written to the array. */
  #followArray(array: SharedArray): void {
    const storage = this.#storage;
    const written = countWrites(array.data);
    if (written === storage.seen) return;
    storage.seen = written;
    const { values, shape, dtype } = array.hostArray();
    const copy = hostArray(dtype, values.length);
    copy.set(values);
    storage.node = op.cast(dataNode(copy, shape, dtype), storage.node.dtype);
    storage.version++;
  }

  /** The current value. */
  get node(): Node {
    if (this.#storage.array !== null) this.#followArray(this.#storage.array);
    if (this.#version !== this.#storage.version) {
      const seen = this.#views.reduce((base, view) => view.get(base), this.#storage.node);
      this.#node = this.#detached ? op.detach(seen) : seen;
      this.#version = this.#storage.version;
    }
    return this.#node;
  }

  /** Every node that must live while this tensor does. */
  nodes(): readonly Node[] {
    const { node } = this.#storage;
    return this.#node === node ? [node] : [node, this.#node];
  }

  get shape(): Shape {
    return this.#node.shape;
  }

  get dtype(): DType {
    return this.#node.dtype;
  }

  /** Elements between neighbours in each dimension, and the place of the first in the storage. */
  get layout(): Layout {
    return this.#layout ?? { strides: stridesOf(this.shape), offset: 0 };
  }

  set layout(layout: Layout) {
    this.#layout = layout;
  }

  get contiguous(): boolean {
    return this.#layout === null || isContiguous(this.shape, this.#layout.strides);
  }

  /** A number that stands for the place of the storage in memory. */
  get address(): number {
    const known = addressOf.get(this.#storage);
    if (known !== undefined) return known;
    addresses += 0x1_0000_0000;
    addressOf.set(this.#storage, addresses);
    return addresses;
  }

  /** The storage's value, whose elements lie row by row. */
  get stored(): Node {
    return this.#storage.node;
  }

  /** How often the storage has been written to. */
  get version(): number {
    return this.#storage.version;
  }

  /** What `grad_fn` prints now: writing through a view changes it too. */
  get gradFnName(): string | null {
    if (this.#detached) return this.gradName;
    if (this.#views.length === 0) return this.#storage.sliced ? 'CopySlices' : this.gradName;
    // PyTorch makes a view's place in the graph anew once what it shows was written to.
    return this.#madeAt === this.#storage.version ? this.gradName : 'AsStridedBackward0';
  }

  /** Whether the memory was made inside `torch.inference_mode()`. */
  get isInference(): boolean {
    return this.#storage.inference;
  }

  get isLeaf(): boolean {
    return !this.node.requiresGrad;
  }

  get requiresGrad(): boolean {
    return this.#leafRequiresGrad || this.node.requiresGrad;
  }

  /** `requires_grad_(on)`. Throws RuntimeError as PyTorch does. */
  setRequiresGrad(on: boolean): void {
    if (on && !isFloating(this.dtype)) {
      throw exc.RuntimeError('only Tensors of floating point dtype can require gradients');
    }
    if (on && this.isInference && !torchState().inference) {
      throw exc.RuntimeError('Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.');
    }
    if (!this.isLeaf) {
      if (on) return;
      throw exc.RuntimeError(
        "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
      );
    }
    this.#leafRequiresGrad = on;
    if (this.#views.length === 0 && !this.#detached) this.#storage.guarded = on;
  }

  /** The node that operations take: with its history where gradients are wanted, without it inside `no_grad`. */
  get input(): Node {
    const node = this.node;
    if (!torchState().gradEnabled) return op.detach(node);
    return this.#leafRequiresGrad ? this.variable : node;
  }

  /** For a leaf that requires grad: the node at which its gradients arrive, one for each version of its value. */
  get variable(): Node {
    if (this.#variable === null || this.#variableVersion !== this.#storage.version) {
      this.#variable = op.variable(this.node);
      leaves.set(this.#variable, this);
      this.#variableVersion = this.#storage.version;
    }
    return this.#variable;
  }

  /** Replaces the values, here and in every tensor that shares them; what an in-place operation ends with. Throws RuntimeError. */
  assign(values: Node, name = 'CopyBackwards', inputFns: readonly (GradFn | null)[] = []): void {
    if (torchState().gradEnabled && (this.#leafRequiresGrad || (!this.#detached && this.#storage.guarded))) {
      throw exc.RuntimeError(
        `a ${this.#views.length > 0 ? 'view of a leaf' : 'leaf'} Variable that requires grad is being used in an in-place operation.`,
      );
    }
    if (this.isInference && !torchState().inference) {
      throw exc.RuntimeError(
        'Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.',
      );
    }
    if (!sameShape(values.shape, this.shape)) {
      throw exc.RuntimeError(
        `output with shape [${this.shape.join(', ')}] doesn't match the broadcast shape [${values.shape.join(', ')}]`,
      );
    }
    const before = this.#storage.node;
    this.#write(op.cast(values, this.dtype));
    if (before.storages < 2) this.#remember(before);
    if (this.#variable !== null) this.#remember(this.#variable);
    if (this.node.requiresGrad) {
      this.gradName = name;
      this.inputFns = inputFns;
    }
    this.#storage.sliced = this.#views.length > 0 && this.#storage.node.requiresGrad;
  }

  /** As `assign`, for optimizers and `load_state_dict`: past the rule that guards leaves, and without history. */
  overwrite(values: Node): void {
    this.#write(op.detach(op.cast(values, this.dtype)));
    if (this.#variable !== null) this.#remember(this.#variable);
  }

  /** Lets later gradients know that `before` no longer stands in the storage. */
  #remember(before: Node): void {
    const storage = this.#storage;
    const expected = storage.version - 1;
    rememberOverwriting(before, {
      by: storage.node,
      describe: (saved, made) => {
        const name = made ?? (this.isLeaf ? null : this.#views.length > 0 ? 'CopySlices' : this.gradName);
        const which = name === null ? ' is' : `, which is output 0 of ${name}, is`;
        return `[${TENSOR_TYPE_NAMES[this.dtype]} [${saved.shape.join(', ')}]]${which} at version ${storage.version}; expected version ${expected} instead.`;
      },
    });
  }

  /** Puts other values in place of these, of any shape and dtype: `x.data = …`. Views of this tensor keep theirs. */
  replace(values: Node): void {
    this.#storage.node = op.detach(values);
    this.#storage.version++;
    void this.node;
  }

  #write(values: Node): void {
    const put = (base: Node, views: readonly ViewStep[]): Node => {
      const [view, ...rest] = views;
      return view ? view.put(base, put(view.get(base), rest)) : values;
    };
    this.#storage.node = put(this.#storage.node, this.#views);
    this.#storage.node.storages++;
    this.#storage.version++;
  }

  /** A tensor that shares this one's values as `view` shows them. */
  view(view: ViewStep, gradName: string, layout: Layout | null = null): Tensor {
    const node = view.get(this.input);
    const of = { base: this, views: [...this.#views, view], detached: this.#detached, layout };
    const made = new Tensor(node, node.requiresGrad ? gradName : null, of);
    if (node.requiresGrad) made.inputFns = [this.gradFn];
    return made;
  }

  /** Takes over the shape and place of a view of this tensor, as `unsqueeze_` does. Raises RuntimeError for a guarded leaf. */
  become(view: Tensor): this {
    if (torchState().gradEnabled && this.#leafRequiresGrad) {
      throw exc.RuntimeError('a leaf Variable that requires grad is being used in an in-place operation.');
    }
    this.#views = view.#views;
    this.#node = view.#node;
    this.#layout = view.#layout;
    this.#version = view.#version;
    this.#madeAt = view.#madeAt;
    this.gradName = view.gradName;
    this.inputFns = view.inputFns;
    return this;
  }

  /** What makes another tensor share this one's values without their history. */
  sharing(): { base: Tensor; views: readonly ViewStep[]; detached: true; layout: Layout | null } {
    return { base: this, views: this.#views, detached: true, layout: this.#layout };
  }

  /** A tensor that shares this one's values and has no history. */
  detach(): Tensor {
    return new Tensor(op.detach(this.node), null, this.sharing());
  }

  /** `retain_grad()`: what arrives at this value on the way to the leaves is kept in `.grad` too. */
  retainGrad(): void {
    if (!this.requiresGrad) throw exc.RuntimeError("can't retain_grad on Tensor that has requires_grad=False");
    if (!this.isLeaf) retained.set(this.node, this);
  }

  /** Whether `retain_grad()` was called on a value in between. */
  get retainsGrad(): boolean {
    return !this.isLeaf && retained.get(this.node) === this;
  }

  /** The tensor that keeps the gradient arriving at `node`, if one does: a leaf, or one that asked for it. */
  static collectorOf(node: Node): Tensor | undefined {
    return leaves.get(node) ?? retained.get(node);
  }

  /** Called with the gradient that arrives at this value; null before the first one is registered. */
  get hooks(): Hooks | null {
    return this.#hooks;
  }

  set hooks(hooks: Hooks | null) {
    this.#hooks = hooks;
    if (!this.isLeaf) hooked.set(this.node, this);
  }

  static isHooked(this: void, node: Node): boolean {
    const tensor = hooked.get(node) ?? leaves.get(node);
    return tensor !== undefined && tensor.#hooks !== null && tensor.#hooks.size > 0;
  }

  static hooksAt(node: Node): readonly Value[] {
    return (hooked.get(node) ?? leaves.get(node))?.hooks?.functions ?? [];
  }

  /** Adds to `.grad`, as AccumulateGrad does. */
  accumulateGrad(gradient: Node): void {
    if (this.grad === null) {
      this.grad = new Tensor(gradient);
      this.grad.isGradient = true;
    } else this.grad.overwrite(op.isZero(this.grad.node) ? gradient : op.add(this.grad.node, gradient));
  }

  /** `zero_grad`'s part: the gradient becomes zeros, or None. */
  clearGrad(setToNone: boolean): void {
    if (setToNone) this.grad = null;
    else this.grad?.overwrite(op.full(this.shape, 0, this.dtype));
  }
}

/**
 * Makes a tensor of what `build` makes of the inputs' nodes. `name` is the operation's in PyTorch's autograd graph, without "Backward0";
 * "Max#1" stands for "MaxBackward1", the second overload, and "NotImplemented" for an operation that has no gradient there.
 * A ShapeError becomes Python's RuntimeError.
 */
export function apply(name: string, build: (...inputs: Node[]) => Node, ...inputs: readonly Tensor[]): Tensor {
  const node = shapeChecked(() => build(...inputs.map((input) => input.input)));
  if (!node.requiresGrad) return new Tensor(node);
  return following(new Tensor(node, backwardName(name)), inputs);
}

/** Operations whose gradient needs the values of their inputs. */
const SAVES_INPUTS =
  /^(?:Mul|Div|Mm|Mv|Dot|Addmm|Bmm|Baddbmm|UnsafeView|Convolution|Pow|MseLoss|Maximum|Minimum)Backward/;

/** Notes what an operation was applied to; a number has no place in the graph. Raises RuntimeError where a gradient would need an inference tensor. */
export function following(made: Tensor, inputs: readonly Value[]): Tensor {
  if (
    made.requiresGrad &&
    SAVES_INPUTS.test(made.gradName ?? '') &&
    inputs.some((x) => x instanceof Tensor && x.isInference)
  ) {
    throw exc.RuntimeError(
      'Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor and use it in autograd.',
    );
  }
  if (made.requiresGrad) made.inputFns = inputs.map((input) => (input instanceof Tensor ? input.gradFn : null));
  return made;
}

/** `made`, which takes several operations here, as the one operation of PyTorch's graph that it is there. */
export function named(made: Tensor, name: string, inputs: readonly Value[]): Tensor {
  if (made.isLeaf) return made;
  made.gradName = backwardName(name);
  return following(made, inputs);
}

/** For values that no operation of PyTorch's made, such as gradients that can be differentiated: by the last primitive. */
function operationName(node: Node): string {
  const { operation } = node;
  if (sumsProducts(node)) return 'MulBackward0';
  const name = operation.kind === 'binary' || operation.kind === 'unary' ? operation.op : operation.kind;
  return `${name[0]!.toUpperCase()}${name.slice(1)}Backward0`;
}

/** A power is a product of x with itself here: the parts of its gradient are one product in PyTorch's graph. */
function sumsProducts({ operation, inputs }: Node): boolean {
  if (operation.kind !== 'binary' || (operation.op !== 'mul' && operation.op !== 'add')) return false;
  return operation.op === 'mul' || (inputs.length > 0 && inputs.every(sumsProducts));
}

/** `MaxBackward1` for `'Max#1'`: the second overload of an operation. */
export const backwardName = (name: string): string => {
  if (name === 'NotImplemented') return name;
  const [operation, overload = '0'] = name.split('#');
  return `${operation}Backward${overload}`;
};

/** Runs `build`, turning ShapeError into Python's RuntimeError. */
export function shapeChecked<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof ShapeError) throw exc.RuntimeError(error.message);
    if (error instanceof IntegerRangeError) throw exc.NotImplementedError(error.message);
    throw error;
  }
}
