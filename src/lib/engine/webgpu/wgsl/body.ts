import type { Body, ElementType, Kernel, Load } from '../../plan/plan.ts';
import { binaryExpression, constantPower, literal, unaryExpression } from './operations.ts';
import type { Shader } from './shader.ts';

/** The element's address in its slot, through the list of indices where there is one. */
export function loadAddress(shader: Shader, load: Load, names: readonly string[]): string {
  const direct = shader.address(load, names);
  if (load.indirect === null) return direct;
  return `${direct} + ${indirectTerm(shader, load.indirect, names)}`;
}

/** What a list of indices adds to an address. */
export function indirectTerm(
  shader: Shader,
  { indices, stride, size }: NonNullable<Load['indirect']>,
  names: readonly string[],
): string {
  const index = `clamp(${shader.read(indices.slot, shader.address(indices, names))}, 0, ${size - 1})`;
  return stride === 1 ? index : `${index} * ${stride}`;
}

/** A body at one index as statements, and the name of each register. `anchor` is the expression of the anchor's value. */
export function emitBody(
  shader: Shader,
  body: Body,
  names: readonly string[],
  anchor = '',
): { lines: string[]; registers: string[] } {
  const lines: string[] = [];
  const registers: string[] = [];
  const prefix = shader.name('r');
  const { call } = shader;
  /** The type that a step's inputs have. */
  const typeOf = (register: number): ElementType => body[register]!.type;
  body.forEach((step, i) => {
    const keep = (expression: string): void => {
      const name = `${prefix}_${i}`;
      lines.push(`let ${name} = ${expression};`);
      registers.push(name);
    };
    switch (step.kind) {
      case 'load':
        return keep(shader.read(step.load.slot, loadAddress(shader, step.load, names)));
      case 'constant':
        return void registers.push(literal(step.value, step.type));
      case 'scalar':
        return void registers.push(shader.number(step.index, step.type));
      case 'anchor':
        return void registers.push(anchor);
      case 'unary':
        return keep(unaryExpression(step.op, registers[step.x]!, typeOf(step.x), call));
      case 'binary': {
        const [a, b] = [registers[step.a]!, registers[step.b]!];
        const exponent = body[step.b]!;
        const short =
          step.op === 'pow' && step.type === 'f32' && exponent.kind === 'constant'
            ? constantPower(a, exponent.value)
            : null;
        return keep(short ?? binaryExpression(step.op, a, b, typeOf(step.a), call));
      }
      case 'where':
        return keep(`select(${registers[step.no]!}, ${registers[step.yes]!}, ${registers[step.condition]!} != 0)`);
      case 'cast':
        return keep(typeOf(step.x) === step.type ? registers[step.x]! : `${step.type}(${registers[step.x]!})`);
    }
  });
  return { lines, registers };
}

/** The body and the stores of a kernel at one index. */
export function emitStores(shader: Shader, kernel: Kernel, names: readonly string[], anchor = ''): string[] {
  const { lines, registers } = emitBody(shader, kernel.body, names, anchor);
  const stores = kernel.stores.map(({ view, register }) =>
    shader.write(view.slot, shader.address(view, names), registers[register]!),
  );
  return [...lines, ...stores];
}
