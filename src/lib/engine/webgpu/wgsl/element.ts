/** Anchors that one invocation computes by itself for one element. */
import { sizeOf } from '../../../tensor/shape.ts';
import type { Anchor, Kernel, Load } from '../../plan/plan.ts';
import { emitBody, emitStores, loadAddress } from './body.ts';
import { combine, literal, neutral } from './operations.ts';
import { quotient, remainder } from './address.ts';
import type { Shader } from './shader.ts';

type Of<K extends Anchor['kind']> = Extract<Anchor, { kind: K }>;

/** Partial results of so many numbers are combined apart, so that rounding errors do not pile up. */
const RUN = 32;

interface Value {
  readonly lines: string[];
  readonly value: string;
}

/**
 * Nested loops over `sizes`, each with a partial result of its own. `inner` gives the statements and the value for one index.
 * The result is in a variable, `Value.value`.
 */
function reduceLoops(shader: Shader, anchor: Of<'reduce'>, outer: readonly string[]): Value {
  const { type } = anchor.body[anchor.value]!;
  const level = (depth: number, names: readonly string[]): Value => {
    if (depth === anchor.sizes.length) {
      const { lines, registers } = emitBody(shader, anchor.body, names);
      return { lines, value: registers[anchor.value]! };
    }
    const size = anchor.sizes[depth]!;
    if (size === 1) return level(depth + 1, [...names, '0']);
    const loop = (index: string, first: string, end: string, step: number, inner: Value): Value => {
      const total = shader.name('total');
      const lines = [
        `var ${total} = ${neutral(anchor.op, type)};`,
        `for (var ${index} = ${first}; ${index} < ${end}; ${index} += ${step}) {`,
        ...inner.lines,
        `${total} = ${combine(anchor.op, total, inner.value, type, shader.call)};`,
        '}',
      ];
      return { lines, value: total };
    };
    const index = shader.name('k');
    const inner = level(depth + 1, [...names, index]);
    if (size <= 2 * RUN) return loop(index, '0', `${size}`, 1, inner);
    const start = shader.name('start');
    const run = loop(
      index,
      start,
      size % RUN === 0 ? `${start} + ${RUN}` : `min(${start} + ${RUN}, ${size})`,
      1,
      inner,
    );
    return loop(start, '0', `${size}`, RUN, run);
  };
  return level(0, outer);
}

function argLoop(shader: Shader, anchor: Of<'argmax' | 'argmin'>, outer: readonly string[]): Value {
  const { type } = anchor.body[anchor.value]!;
  const [index, best, found] = [shader.name('k'), shader.name('best'), shader.name('found')];
  const { lines, registers } = emitBody(shader, anchor.body, [...outer, index]);
  const value = registers[anchor.value]!;
  const better = `${value} ${anchor.kind === 'argmax' ? '>' : '<'} ${best}`;
  const nan = (x: string): string => shader.call('is_nan', x);
  const takes = type === 'i32' ? better : `!${nan(best)} && (${nan(value)} || ${better})`;
  return {
    lines: [
      `var ${best} = ${literal(0, type)};`,
      `var ${found} = 0;`,
      `for (var ${index} = 0; ${index} < ${anchor.size}; ${index}++) {`,
      ...lines,
      `if (${index} == 0 || (${takes})) { ${best} = ${value}; ${found} = ${index}; }`,
      '}',
    ],
    value: found,
  };
}

/** Every added element is looked at for every sum: right where few are added. */
function scatterLoop(shader: Shader, anchor: Of<'scatterAdd'>, names: readonly string[]): Value {
  const [index, total] = [shader.name('k'), shader.name('total')];
  const at = names.with(anchor.axis, index);
  return {
    lines: [
      `var ${total} = ${literal(0, anchor.type)};`,
      `for (var ${index} = 0; ${index} < ${anchor.count}; ${index}++) {`,
      `if (${shader.read(anchor.indices.slot, shader.address(anchor.indices, at))} == ${names[anchor.axis]!}) {`,
      `${total} += ${shader.read(anchor.source.slot, shader.address(anchor.source, at))};`,
      '}',
      '}',
    ],
    value: total,
  };
}

/** Running sums one by one from the start: right for short lines. */
function cumsumLoop(shader: Shader, anchor: Of<'cumsum'>, names: readonly string[]): Value {
  const [index, total] = [shader.name('k'), shader.name('total')];
  const source = shader.read(anchor.source.slot, shader.address(anchor.source, names.with(anchor.axis, index)));
  return {
    lines: [
      `var ${total} = ${literal(0, anchor.type)};`,
      `for (var ${index} = 0; ${index} <= ${names[anchor.axis]!}; ${index}++) { ${total} += ${source}; }`,
    ],
    value: total,
  };
}

function foldLoops(
  shader: Shader,
  { columns, kernel, stride, dilation, counts }: Of<'fold2d'>,
  names: readonly string[],
): Value {
  const [n, c, y, x] = names as [string, string, string, string];
  const total = shader.name('total');
  const lines = [`var ${total} = 0.0f;`];
  const [ky, kx, top, left, oy, ox] = ['ky', 'kx', 'top', 'left', 'oy', 'ox'].map((stem) => shader.name(stem)) as [
    string, string, string, string, string, string,
  ]; // prettier-ignore
  const inside = (from: string, step: number, count: number): string =>
    `${from} >= 0 && ${step === 1 ? '' : `(${remainder(from, step)}) == 0 && `}${from} < ${count * step}`;
  const entry = shader.read(columns.slot, shader.address(columns, [n, c, ky, kx, oy, ox]));
  if (dilation[0] === 1 && dilation[1] === 1) {
    // Only so many windows reach a pixel: the last that starts before it, and those before that one.
    const [down, across] = [shader.name('w'), shader.name('w')];
    lines.push(
      `for (var ${down} = 0; ${down} < ${Math.ceil(kernel[0] / stride[0])}; ${down}++) {`,
      `let ${oy} = (${quotient(y, stride[0])}) - ${down};`,
      `let ${ky} = ${y} - ${oy} * ${stride[0]};`,
      `if (${oy} < 0 || ${oy} >= ${counts[0]} || ${ky} >= ${kernel[0]}) { continue; }`,
      `for (var ${across} = 0; ${across} < ${Math.ceil(kernel[1] / stride[1])}; ${across}++) {`,
      `let ${ox} = (${quotient(x, stride[1])}) - ${across};`,
      `let ${kx} = ${x} - ${ox} * ${stride[1]};`,
      `if (${ox} < 0 || ${ox} >= ${counts[1]} || ${kx} >= ${kernel[1]}) { continue; }`,
      `${total} += ${entry};`,
      '}',
      '}',
    );
    return { lines, value: total };
  }
  lines.push(
    `for (var ${ky} = 0; ${ky} < ${kernel[0]}; ${ky}++) {`,
    `let ${top} = ${y} - ${ky} * ${dilation[0]};`,
    `if (!(${inside(top, stride[0], counts[0])})) { continue; }`,
    `let ${oy} = ${quotient(top, stride[0])};`,
    `for (var ${kx} = 0; ${kx} < ${kernel[1]}; ${kx}++) {`,
    `let ${left} = ${x} - ${kx} * ${dilation[1]};`,
    `if (!(${inside(left, stride[1], counts[1])})) { continue; }`,
    `let ${ox} = ${quotient(left, stride[1])};`,
    `${total} += ${entry};`,
    '}',
    '}',
  );
  return { lines, value: total };
}

/** A product's element as one sum: right for products too small for tiles. */
function matmulLoops(shader: Shader, anchor: Of<'matmul'>, names: readonly string[]): Value {
  const batch = names.slice(0, -2);
  const [m, n] = names.slice(-2) as [string, string];
  const load = (operand: Load, at: readonly string[]): string =>
    shader.read(operand.slot, loadAddress(shader, operand, at));
  const ks = anchor.k.map(() => shader.name('k'));
  const total = shader.name('total');
  const product = `${load(anchor.a, [...batch, m, ...ks])} * ${load(anchor.b, [...batch, n, ...ks])}`;
  return {
    lines: [
      `var ${total} = 0.0f;`,
      ...anchor.k.map((size, i) => `for (var ${ks[i]!} = 0; ${ks[i]!} < ${size}; ${ks[i]!}++) {`),
      `${total} += ${product};`,
      ...anchor.k.map(() => '}'),
    ],
    value: total,
  };
}

function emitAnchor(shader: Shader, anchor: Anchor, names: readonly string[]): Value {
  switch (anchor.kind) {
    case 'reduce':
      return reduceLoops(shader, anchor, names);
    case 'argmax':
    case 'argmin':
      return argLoop(shader, anchor, names);
    case 'scatterAdd':
      return scatterLoop(shader, anchor, names);
    case 'cumsum':
      return cumsumLoop(shader, anchor, names);
    case 'fold2d':
      return foldLoops(shader, anchor, names);
    case 'matmul':
      return matmulLoops(shader, anchor, names);
  }
}

/** Everything that a kernel does for the element at `names`. */
export function emitElement(shader: Shader, kernel: Kernel, names: readonly string[]): string[] {
  if (kernel.anchor === null) return emitStores(shader, kernel, names);
  const { lines, value } = emitAnchor(shader, kernel.anchor, names);
  return [...lines, ...emitStores(shader, kernel, names, value)];
}

/** Steps that `emitElement` takes for one element, roughly. */
export function workOfElement({ anchor, body }: Kernel): number {
  const own = body.length + 1;
  switch (anchor?.kind) {
    case undefined:
      return own;
    case 'reduce':
      return own + sizeOf(anchor.sizes) * anchor.body.length;
    case 'argmax':
    case 'argmin':
      return own + anchor.size * anchor.body.length;
    case 'scatterAdd':
      return own + 2 * anchor.count;
    case 'cumsum':
      return own + 32;
    case 'fold2d':
      return own + 3 * anchor.kernel[0] * anchor.kernel[1];
    case 'matmul':
      return own + 2 * sizeOf(anchor.k);
  }
}
