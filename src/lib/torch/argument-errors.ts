/** TypeErrors about arguments, in the words of PyTorch's parser of arguments. */
import {
  exc,
  isPythonError,
  NativeFunction,
  typeName,
  type PyModule,
  type PyType,
  type Value,
} from '../python/bind.ts';
import { isAmbiguous } from './overloads.ts';

/** What toInt, toFloat and the dtypes say. */
const WRONG = /^(\w+) must be (?:an? )?(int|float|str|torch\.dtype)\b.*, not (.+)$/;
const MISSING = /missing \d+ required positional arguments?: (.*)$/;
/** What names its function already. */
const SETTLED = /received an invalid combination|does not run here|descriptor/;
/** Functions that PyTorch has in Python, whose calls Python itself checks. */
const IN_PYTHON = /^(?:manual_seed|save|load|seed|initial_seed|typename|is_tensor|set_printoptions|einsum|norm|split|unique|unique_consecutive|meshgrid|tensordot|cdist|atleast_[123]d|block_diag|cartesian_prod|broadcast_tensors|chain_matmul|set_default_dtype|set_default_tensor_type|use_deterministic_algorithms|set_float32_matmul_precision|backward|register_hook|unflatten)$/; // prettier-ignore

/** Functions whose sizes PyTorch 1.13 calls symbolic. */
const IN_SYMBOLS = /^(?:zeros|ones|empty|full|new_zeros|new_ones|new_empty|new_full|expand|view)$/;

const quoted = (names: string): string => [...names.matchAll(/'(\w+)'/g)].map(([, name]) => `"${name}"`).join(', ');

/** The kinds of all arguments: `(Tensor, dim=tuple)`. */
const kinds = (args: readonly Value[], kwargs: ReadonlyMap<string, Value> | null): string =>
  `(${[...args.map(typeName), ...[...(kwargs ?? [])].map(([name, value]) => `${name}=${typeName(value)}`)].join(', ')})`;

function reworded(
  callee: NativeFunction,
  message: string,
  given: readonly Value[],
  kwargs: ReadonlyMap<string, Value> | null,
): string {
  const { method } = callee.signature;
  const name = callee.signature.name.slice(callee.signature.name.lastIndexOf('.') + 1);
  const args = method ? given.slice(1) : given;
  if (name.startsWith('__') || IN_PYTHON.test(name) || SETTLED.test(message)) return message.replace(/^Tensor\./, '');
  if (isAmbiguous(name, method, args.length + (kwargs?.size ?? 0))) {
    const expected = callee.signature.text.replace(/^\(self(?:, )?/, '(');
    return `${name}() received an invalid combination of arguments - got ${kinds(args, kwargs)}, but expected one of: ${name}${expected}`;
  }
  if (message.includes(": argument '")) return message;
  const missing = MISSING.exec(message);
  if (missing !== null) {
    const names = quoted(missing[1]!);
    return `${name}() missing ${names.split(',').length} required positional arguments: ${names}`;
  }
  const wrong = WRONG.exec(message);
  if (wrong === null) return message.replace(/^Tensor\./, '');
  const [, what, wanted, type] = wrong as unknown as [string, string, string, string];
  const at = args.findIndex((arg) => typeName(arg) === type);
  const place = at < 0 ? '' : ` (position ${at + 1})`;
  const kind = what === 'size' ? (IN_SYMBOLS.test(name) ? 'tuple of SymInts' : 'tuple of ints') : wanted;
  return `${name}(): argument '${what}'${place} must be ${kind}, not ${type}`;
}

/** From now on a function words its TypeErrors as PyTorch does. */
function reword(callee: unknown): void {
  if (!(callee instanceof NativeFunction)) return;
  callee.reword = (error, args, kwargs) => {
    if (!isPythonError(error) || error.exception.type.name !== 'TypeError') return error;
    const [message] = error.exception.args.items;
    if (typeof message !== 'string') return error;
    const text = reworded(callee, message, args, kwargs);
    return text === message ? error : exc.TypeError(text);
  };
}

export function rewordModule(module: PyModule): void {
  for (const member of module.dict.values()) reword(member);
}

export function rewordType(type: PyType): void {
  for (const member of type.dict.values()) reword(member);
}
