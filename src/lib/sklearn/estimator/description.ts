/** How scikit-learn writes an object: its class and its parameters, sorted, over as many lines as they need. */
import { repr, str, typeName, type PyInstance, type Task, type Value } from '../../python/bind.ts';

const LINE = 75;

/** `KFold(n_splits=5, random_state=None, shuffle=False)` */
export function* describe(self: PyInstance, names: readonly string[], value: (name: string) => Value): Task<string> {
  const offset = self.type.name.length;
  const separator = `,\n${' '.repeat(1 + Math.floor(offset / 2))}`;
  let text = '';
  let line = offset;
  for (const [i, name] of [...names].sort().entries()) {
    const held = value(name);
    const shown = `${name}=${typeName(held) === 'float' ? yield* str(held) : yield* repr(held)}`;
    if (i > 0) {
      const wraps = line + shown.length >= LINE || shown.includes('\n');
      text += wraps ? separator : ', ';
      line = wraps ? separator.length : line + 2;
    }
    text += shown;
    line += shown.length;
  }
  return `${self.type.name}(${text})`;
}
