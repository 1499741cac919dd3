/** A plan in words, for people: what each kernel computes, from which memory and into which. */
import type { Shape } from '../../tensor/shape.ts';
import type { Anchor, Body, Kernel, Load, Plan, Slot, Step, View } from './plan.ts';

/** One plan as text: its memory, then a paragraph for each kernel. */
export function describePlan(plan: Plan): string {
  const { slots, kernels, workspace, scalars } = plan;
  const count = (role: Slot['role']): number => slots.filter((slot) => slot.role === role).length;
  const elements = (role: Slot['role']): number =>
    slots.reduce((sum, slot) => sum + (slot.role === role ? slot.size : 0), 0);
  const memory = [
    `${count('input')} inputs (${bytes(elements('input'))})`,
    `${count('output')} outputs (${bytes(elements('output'))})`,
    `${count('temporary')} temporaries in ${bytes(workspace)} instead of ${bytes(elements('temporary'))}`,
    ...(scalars.length > 0 ? [`${scalars.length} numbers`] : []),
  ];
  const describe = (kernel: Kernel, i: number): string => `${`${i + 1}`.padStart(3)}  ${describeKernel(kernel, plan)}`;
  return [`memory: ${memory.join(', ')}`, ...kernels.map(describe)].join('\n');
}

/** The space, the anchor, and an expression for each store; what is used more than once has a line and a name. */
export function describeKernel({ space, anchor, body, stores }: Kernel, { slots }: Plan): string {
  const lines = [`for each ${shape(space)}`];
  if (anchor) lines.push(`@ = ${describeAnchor(anchor)}`);
  const text = expressions(body, [...stores.map(({ register }) => register)]);
  lines.push(...text.named);
  for (const { view, register } of stores) {
    lines.push(`${slots[view.slot]!.role} ${describeView(view)} = ${text.of(register)}`);
  }
  return lines.join('\n       ');
}

function describeAnchor(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'matmul':
      return `matmul over ${shape(anchor.k)} of ${describeLoad(anchor.a)} and ${describeLoad(anchor.b)}`;
    case 'reduce': {
      const { op, sizes, body, value } = anchor;
      return `${op} over ${shape(sizes)} of ${inline(body, value)}`;
    }
    case 'argmax':
    case 'argmin':
      return `${anchor.kind} over [${anchor.size}] of ${inline(anchor.body, anchor.value)}`;
    case 'cumsum':
      return `cumsum along ${anchor.axis} of ${describeView(anchor.source)}`;
    case 'scatterAdd':
      return `scatterAdd along ${anchor.axis} of ${describeView(anchor.source)} at ${describeView(anchor.indices)}`;
    case 'fold2d':
      return `fold2d of ${describeView(anchor.columns)}, windows ${shape(anchor.kernel)} by ${shape(anchor.stride)}`;
  }
}

/** A body that is part of an anchor, with its shared parts in front. */
function inline(body: Body, value: number): string {
  const { named, of } = expressions(body, [value]);
  return named.length > 0 ? `${of(value)} where ${named.join('; ')}` : of(value);
}

/** Texts of a body's registers, each part that is used more than once under a name of its own. */
function expressions(body: Body, roots: readonly number[]): { named: string[]; of: (register: number) => string } {
  const uses = new Array<number>(body.length).fill(0);
  for (const register of [...roots, ...body.flatMap(operands)]) uses[register] = uses[register]! + 1;
  const trivial = ({ kind }: Step): boolean => kind === 'constant' || kind === 'scalar' || kind === 'anchor';
  const isNamed = (i: number): boolean => uses[i]! > 1 && !trivial(body[i]!);
  const texts: string[] = [];
  const of = (i: number): string => (isNamed(i) ? `r${i}` : texts[i]!);
  const named: string[] = [];
  body.forEach((step, i) => {
    texts[i] = describeStep(step, of);
    if (isNamed(i)) named.push(`r${i} = ${texts[i]}`);
  });
  return { named, of };
}

function operands(step: Step): number[] {
  switch (step.kind) {
    case 'unary':
    case 'cast':
      return [step.x];
    case 'binary':
      return [step.a, step.b];
    case 'where':
      return [step.condition, step.yes, step.no];
    default:
      return [];
  }
}

function describeStep(step: Step, of: (register: number) => string): string {
  switch (step.kind) {
    case 'load':
      return describeLoad(step.load);
    case 'constant':
      return Object.is(step.value, -0) ? '-0' : String(step.value);
    case 'scalar':
      return `number ${step.index}`;
    case 'anchor':
      return '@';
    case 'cast':
      return `${step.type}(${of(step.x)})`;
    default: {
      const name = step.kind === 'where' ? 'where' : step.op;
      return `${name}(${operands(step).map(of).join(', ')})`;
    }
  }
}

function describeLoad(load: Load): string {
  const { indirect } = load;
  if (indirect === null) return describeView(load);
  return `${describeView(load)} at rows ${describeView(indirect.indices)}`;
}

/** `s3`, with its offset and strides: a stride of 0 repeats. */
function describeView({ slot, offset, strides }: View): string {
  return `s${slot}${offset > 0 ? `+${offset}` : ''}(${strides.join(' ')})`;
}

const shape = (sizes: Shape): string => `[${sizes.join(', ')}]`;

/** Elements as a size: each takes four bytes. */
function bytes(elements: number): string {
  const size = elements * 4;
  if (size < 1e3) return `${size} B`;
  return size < 1e6 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
