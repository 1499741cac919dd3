/** What writing to a tensor entails: an array that shares its memory follows, and `out=` names a tensor to write to. */
import { exc, isTask, type Functions, type Implementation, type Task, type Value } from '../../python/bind.ts';
import { Tensor } from '../tensor.ts';
import { arrayFollows } from './reading.ts';

type Run = (...args: unknown[]) => Value | void | Task<Value | void>;

/** Methods that write to their tensor by name: `add_`, `__iadd__`, `__setitem__`. */
const WRITES = /^(?:[a-z]\w*[a-z0-9]_|__i(?:add|sub|mul|truediv|floordiv|pow|mod|and|or|xor)__|__setitem__)$/;

function following(run: Run): Run {
  return (...args) => {
    const result = run(...args);
    const self = args[0];
    if (!(self instanceof Tensor) || self.unshared === null) return result;
    return finished(self, result);
  };
}

function* finished(self: Tensor, result: Value | void | Task<Value | void>): Task<Value | void> {
  const value = isTask(result) ? yield* result : result;
  yield* arrayFollows(self);
  return value;
}

/** The methods, with those that write letting arrays follow. */
export const withFollowers = (methods: Functions): Functions =>
  Object.fromEntries(
    Object.entries(methods).map(([text, run]) => {
      const writes = WRITES.test(text.slice(0, text.indexOf('(')));
      return [text, writes ? (following(run as Run) as Implementation) : run];
    }),
  );

const TAKES_OUT = new Set(['add', 'sub', 'mul', 'div', 'matmul', 'mm', 'bmm', 'exp', 'log', 'sqrt', 'pow', 'abs', 'neg', 'clamp', 'sigmoid', 'tanh', 'maximum', 'minimum', 'sum', 'mean', 'cumsum']); // prettier-ignore

function* writeOut(out: Value, result: Value | void | Task<Value | void>): Task<Value | void> {
  const value = isTask(result) ? yield* result : result;
  if (!(out instanceof Tensor) || !(value instanceof Tensor)) throw exc.TypeError("argument 'out' must be Tensor");
  out.assign(value.node);
  yield* arrayFollows(out);
  return out;
}

/** Functions of `torch`, with `out=` for those that have it there. */
export const withOut = (functions: Functions): Functions =>
  Object.fromEntries(
    Object.entries(functions).map(([text, run]) => {
      if (!TAKES_OUT.has(text.slice(0, text.indexOf('('))) || /\*\w|\bout\b/.test(text)) return [text, run];
      const keywords = text.includes('*,') ? ', out=None)' : ', *, out=None)';
      const implementation = (...args: unknown[]): Value | void | Task<Value | void> => {
        const out = args.pop() as Value;
        const result = (run as Run)(...args);
        return out === null ? result : writeOut(out, result);
      };
      return [text.replace(/\)$/, keywords), implementation as Implementation];
    }),
  );
