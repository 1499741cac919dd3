/** The instruction loop: runs a frame until another one is on top, or it is time to look up. */
import { BINARY, COMPARE, OP, UNARY } from '../compile/operations.ts';
import { PyFunction } from '../objects/callable.ts';
import type { Cell } from '../objects/callable.ts';
import { PyList, PySlice, PyTuple } from '../objects/containers.ts';
import type { PySet } from '../objects/dict.ts';
import { PyDict } from '../objects/dict.ts';
import { exc, exceptionTypes, PyException, PythonError } from '../objects/exceptions.ts';
import { PyGenerator } from '../objects/generator.ts';
import { PyIterator } from '../objects/iterator.ts';
import type { PyModule } from '../objects/module.ts';
import { float, isPlainFloat, PyInstance } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { isTask } from '../objects/task.ts';
import type { Eventual } from '../objects/task.ts';
import { binaryOperation, inPlaceOperation, unaryOperation } from '../operations/arithmetic.ts';
import { attributesOf, deleteAttribute, getAttribute, setAttribute } from '../operations/attributes.ts';
import { buildClass } from '../operations/classes.ts';
import { compareValues } from '../operations/comparison.ts';
import { truthOf } from '../operations/conversion.ts';
import { dictSet, setAdd } from '../operations/dicts.ts';
import { formatValue } from '../operations/formatting.ts';
import { deleteItemOf, getItemOf, setItemOf } from '../operations/items.ts';
import { closeGenerator } from '../operations/generators.ts';
import { advance, iteratorOf } from '../operations/iteration.ts';
import { builtins } from './builtins.ts';
import { GroupDealing } from '../operations/exception-groups.ts';
import { Mode } from './frame.ts';
import type { PyFrame } from './frame.ts';
import { importMember, importModule, importStar } from './imports.ts';
import type { Machine } from './machine.ts';
import { matchPattern } from './matching.ts';
import {
  buildDict,
  buildSet,
  containsOrNot,
  enterContext,
  exitContext,
  exitWithException,
  matchesException,
  mergeKeywords,
  mergeSet,
  keepingValue,
  negate,
  raiseFrom,
  spread,
  unboundFree,
  unboundLocal,
  undefinedName,
  unpack,
  unpackStar,
  extendList,
  withNull,
} from './steps.ts';

export function execute(machine: Machine, frame: PyFrame): void {
  const { code, stack, locals, globals, cells } = frame;
  const { instructions, constants, names } = code;
  let sp = frame.sp;
  let ip = frame.ip + 1;
  for (;;) {
    // Saved before each instruction: tracebacks and `held` see exactly what it works on.
    frame.ip = ip;
    frame.sp = sp;
    const arg = instructions[ip * 2 + 1]!;
    switch (instructions[ip * 2]!) {
      case OP.CONSTANT:
        stack[sp++] = constants[arg]!;
        break;
      case OP.POP:
        sp--;
        break;
      case OP.DUPLICATE:
        stack[sp] = stack[sp - 1];
        sp++;
        break;
      case OP.DUPLICATE_TWO:
        stack[sp] = stack[sp - 2];
        stack[sp + 1] = stack[sp - 1];
        sp += 2;
        break;
      case OP.SWAP: {
        const top = stack[sp - 1];
        stack[sp - 1] = stack[sp - 2];
        stack[sp - 2] = top;
        break;
      }
      case OP.ROTATE_THREE: {
        const top = stack[sp - 1];
        stack[sp - 1] = stack[sp - 2];
        stack[sp - 2] = stack[sp - 3];
        stack[sp - 3] = top;
        break;
      }
      case OP.LOAD_LOCAL: {
        const value = locals[arg];
        if (value === undefined) throw unboundLocal(code.localNames[arg]!);
        stack[sp++] = value;
        break;
      }
      case OP.STORE_LOCAL:
        locals[arg] = stack[--sp];
        break;
      case OP.DELETE_LOCAL:
        if (locals[arg] === undefined) throw unboundLocal(code.localNames[arg]!);
        locals[arg] = undefined;
        break;
      case OP.LOAD_CELL: {
        const value = cells[arg]!.value;
        if (value === undefined) throw unboundFree(code, arg);
        stack[sp++] = value;
        break;
      }
      case OP.STORE_CELL:
        cells[arg]!.value = stack[--sp];
        break;
      case OP.DELETE_CELL:
        if (cells[arg]!.value === undefined) throw unboundFree(code, arg);
        cells[arg]!.value = undefined;
        break;
      case OP.LOAD_CLASS_CELL: {
        let value = frame.namespace!.get(code.cellNames[arg]!);
        if (value === undefined) value = cells[arg]!.value;
        if (value === undefined) throw unboundFree(code, arg);
        stack[sp++] = value;
        break;
      }
      case OP.LOAD_GLOBAL: {
        const name = names[arg]!;
        let value = globals.get(name);
        if (value === undefined) {
          value = builtins.get(name);
          if (value === undefined) throw undefinedName(frame, name);
        }
        stack[sp++] = value;
        break;
      }
      case OP.STORE_GLOBAL:
        globals.set(names[arg]!, stack[--sp]!);
        break;
      case OP.DELETE_GLOBAL:
        if (!globals.delete(names[arg]!)) throw undefinedName(frame, names[arg]!);
        break;
      case OP.LOAD_NAME: {
        const name = names[arg]!;
        let value = frame.namespace!.get(name);
        if (value === undefined) value = globals.get(name);
        if (value === undefined) value = builtins.get(name);
        if (value === undefined) throw undefinedName(frame, name);
        stack[sp++] = value;
        break;
      }
      case OP.STORE_NAME:
        frame.namespace!.set(names[arg]!, stack[--sp]!);
        break;
      case OP.DELETE_NAME:
        if (!frame.namespace!.delete(names[arg]!)) throw undefinedName(frame, names[arg]!);
        break;
      case OP.LOAD_ATTRIBUTE: {
        const object = stack[sp - 1]!;
        const result = getAttribute(object, names[arg]!);
        if (!isTask(result)) {
          stack[sp - 1] = result;
          break;
        }
        frame.sp = sp - 1;
        machine.settle(frame, result, [object]);
        return;
      }
      case OP.STORE_ATTRIBUTE: {
        const object = stack[sp - 1]!;
        const value = stack[sp - 2]!;
        const result = setAttribute(object, names[arg]!, value) as Value | void;
        sp -= 2;
        if (!isTask(result as Value)) break;
        frame.sp = sp;
        machine.settle(frame, result, [object, value], Mode.DISCARD);
        return;
      }
      case OP.DELETE_ATTRIBUTE: {
        const object = stack[--sp]!;
        const result = deleteAttribute(object, names[arg]!);
        if (!isTask(result)) break;
        frame.sp = sp;
        machine.settle(frame, result, [object], Mode.DISCARD);
        return;
      }
      case OP.LOAD_ITEM: {
        const object = stack[sp - 2]!;
        const key = stack[sp - 1]!;
        const result = getItemOf(object, key);
        sp -= 2;
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, [object, key]);
        return;
      }
      case OP.STORE_ITEM: {
        const value = stack[sp - 3]!;
        const object = stack[sp - 2]!;
        const key = stack[sp - 1]!;
        const result = setItemOf(object, key, value);
        sp -= 3;
        if (!isTask(result)) break;
        frame.sp = sp;
        machine.settle(frame, result, [object, key, value], Mode.DISCARD);
        return;
      }
      case OP.DELETE_ITEM: {
        const object = stack[sp - 2]!;
        const key = stack[sp - 1]!;
        const result = deleteItemOf(object, key);
        sp -= 2;
        if (!isTask(result)) break;
        frame.sp = sp;
        machine.settle(frame, result, [object, key], Mode.DISCARD);
        return;
      }
      case OP.BINARY:
      case OP.IN_PLACE: {
        const b = stack[sp - 1]!;
        const a = stack[sp - 2]!;
        if (typeof a === 'number' && typeof b === 'number' && arg < 3) {
          const quick = arg === 0 ? a + b : arg === 1 ? a - b : a * b;
          if (quick <= 9007199254740991 && quick >= -9007199254740991) {
            stack[--sp - 1] = quick + 0;
            break;
          }
        } else if (isPlainFloat(a) && isPlainFloat(b) && arg < 3) {
          stack[--sp - 1] = float(arg === 0 ? a.value + b.value : arg === 1 ? a.value - b.value : a.value * b.value);
          break;
        }
        const result =
          instructions[ip * 2] === OP.BINARY
            ? binaryOperation(BINARY[arg]!, a, b)
            : inPlaceOperation(BINARY[arg]!, a, b);
        sp -= 2;
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, [a, b]);
        return;
      }
      case OP.UNARY: {
        const a = stack[--sp]!;
        const result = unaryOperation(UNARY[arg]!, a);
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, [a]);
        return;
      }
      case OP.NOT: {
        const a = stack[--sp]!;
        const result = truthOf(a);
        if (!isTask(result)) {
          stack[sp++] = !result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, negate(result), [a]);
        return;
      }
      case OP.COMPARE: {
        const b = stack[sp - 1]!;
        const a = stack[sp - 2]!;
        if (typeof a === 'number' && typeof b === 'number') {
          sp--;
          stack[sp - 1] =
            arg === 0
              ? a < b
              : arg === 1
                ? a <= b
                : arg === 2
                  ? a > b
                  : arg === 3
                    ? a >= b
                    : arg === 4
                      ? a === b
                      : a !== b;
          break;
        }
        const result = compareValues(COMPARE[arg]!, a, b);
        sp -= 2;
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, [a, b]);
        return;
      }
      case OP.IS: {
        const b = stack[--sp];
        stack[sp - 1] = (stack[sp - 1] === b) !== (arg === 1);
        break;
      }
      case OP.CONTAINS: {
        const object = stack[sp - 1]!;
        const item = stack[sp - 2]!;
        const result = containsOrNot(object, item, arg === 1);
        sp -= 2;
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, [object, item]);
        return;
      }
      case OP.JUMP:
        ip = arg;
        continue;
      case OP.LOOP:
        ip = arg;
        if (machine.tick()) {
          frame.ip = ip - 1;
          return;
        }
        continue;
      case OP.JUMP_IF_FALSE:
      case OP.JUMP_IF_TRUE:
      case OP.JUMP_IF_FALSE_OR_POP:
      case OP.JUMP_IF_TRUE_OR_POP: {
        const value = stack[sp - 1]!;
        const truth = typeof value === 'boolean' ? value : truthOf(value);
        if (isTask(truth)) {
          const op = instructions[ip * 2];
          // `a or b` keeps the value itself, which the retry would lose: it goes on from a copy.
          if (op === OP.JUMP_IF_FALSE_OR_POP || op === OP.JUMP_IF_TRUE_OR_POP) {
            machine.pushTask(keepingValue(frame, truth, arg, op === OP.JUMP_IF_TRUE_OR_POP), [value], frame);
            frame.mode = Mode.DISCARD;
          } else machine.settle(frame, truth, [value], Mode.RETRY);
          return;
        }
        const op = instructions[ip * 2];
        if (op === OP.JUMP_IF_FALSE || op === OP.JUMP_IF_TRUE) {
          sp--;
          if (truth === (op === OP.JUMP_IF_TRUE)) {
            // A `continue` condition of a comprehension jumps backwards.
            if (arg <= ip && machine.tick()) {
              frame.sp = sp;
              frame.ip = arg - 1;
              return;
            }
            ip = arg;
            continue;
          }
        } else if (truth === (op === OP.JUMP_IF_TRUE_OR_POP)) {
          ip = arg;
          continue;
        } else sp--;
        break;
      }
      case OP.GET_ITERATOR: {
        const value = stack[sp - 1]!;
        if (arg === 1 && value instanceof PyGenerator) value.owned = value.bornIn === code && value.bornAt === ip - 1;
        const result = iteratorOf(value);
        if (!isTask(result)) {
          stack[sp - 1] = result;
          break;
        }
        frame.sp = sp - 1;
        machine.settle(frame, result, [value]);
        return;
      }
      case OP.FOR: {
        const iterator = stack[sp - 1]!;
        if (iterator instanceof PyGenerator) {
          frame.mode = Mode.FOR;
          machine.resume(iterator, null, frame);
          return;
        }
        const item = iterator instanceof PyIterator ? iterator.next() : advance(iterator);
        if (item === undefined) {
          sp--;
          ip = arg;
          continue;
        }
        if (isTask(item)) {
          machine.settle(frame, item, [iterator], Mode.FOR);
          return;
        }
        stack[sp++] = item;
        break;
      }
      case OP.BUILD_TUPLE:
        sp -= arg;
        stack[sp] = new PyTuple(stack.slice(sp, sp + arg) as Value[]);
        sp++;
        break;
      case OP.BUILD_LIST:
        sp -= arg;
        stack[sp] = new PyList(stack.slice(sp, sp + arg) as Value[]);
        sp++;
        break;
      case OP.BUILD_SET:
      case OP.BUILD_DICT: {
        const set = instructions[ip * 2] === OP.BUILD_SET;
        const count = set ? arg : arg * 2;
        const items = stack.slice(sp - count, sp) as Value[];
        const result = set ? buildSet(items) : buildDict(items);
        sp -= count;
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, items);
        return;
      }
      case OP.BUILD_SLICE:
        sp -= 3;
        stack[sp] = new PySlice(stack[sp]!, stack[sp + 1]!, stack[sp + 2]!);
        sp++;
        break;
      case OP.BUILD_STRING: {
        let text = '';
        for (let i = sp - arg; i < sp; i++) text += stack[i] as string;
        sp -= arg;
        stack[sp++] = text;
        break;
      }
      case OP.LIST_APPEND: {
        const item = stack[--sp]!;
        (stack[sp - arg] as PyList).items.push(item);
        break;
      }
      case OP.SET_ADD:
      case OP.DICT_ADD:
      case OP.LIST_EXTEND:
      case OP.SET_UPDATE:
      case OP.DICT_UPDATE: {
        const op = instructions[ip * 2]!;
        const value = stack[--sp]!;
        let result: Eventual<Value | void>;
        if (op === OP.SET_ADD) result = setAdd(stack[sp - arg] as PySet, value);
        else if (op === OP.DICT_ADD) {
          const key = stack[--sp]!;
          result = dictSet(stack[sp - arg] as PyDict, key, value);
        } else if (op === OP.LIST_EXTEND) {
          const callee = arg === 1 ? stack[sp - 3]! : null;
          result = extendList(stack[sp - 1] as PyList, value, arg === 1, callee);
        } else if (op === OP.SET_UPDATE) result = mergeSet(stack[sp - 1] as PySet, value);
        else result = mergeKeywords(stack[sp - 1] as PyDict, value, arg === 1, arg === 1 ? stack[sp - 4]! : null);
        if (!isTask(result)) break;
        frame.sp = sp;
        machine.settle(frame, result, [value], Mode.DISCARD);
        return;
      }
      case OP.LIST_TO_TUPLE:
        stack[sp - 1] = new PyTuple((stack[sp - 1] as PyList).items);
        break;
      case OP.UNPACK: {
        const value = stack[sp - 1]!;
        if ((value instanceof PyTuple || value instanceof PyList) && value.items.length === arg && value.type.native) {
          sp--;
          for (let i = arg - 1; i >= 0; i--) stack[sp++] = value.items[i];
          break;
        }
        machine.pushTask(spread(frame, unpack(value, arg)), [value], frame);
        frame.sp = sp - 1;
        frame.mode = Mode.DISCARD;
        return;
      }
      case OP.UNPACK_STAR: {
        const value = stack[sp - 1]!;
        machine.pushTask(spread(frame, unpackStar(value, arg & 0xff, arg >> 8)), [value], frame);
        frame.sp = sp - 1;
        frame.mode = Mode.DISCARD;
        return;
      }
      case OP.FORMAT: {
        const spec = (arg & 4) !== 0 ? (stack[--sp] as string) : '';
        const value = stack[--sp]!;
        const result = formatValue(value, spec, arg & 3);
        if (!isTask(result)) {
          stack[sp++] = result;
          break;
        }
        frame.sp = sp;
        machine.settle(frame, result, [value]);
        return;
      }
      case OP.LOAD_METHOD: {
        const object = stack[sp - 1]!;
        const name = names[arg]!;
        // The usual case without making a bound method: a function of the class that nothing shadows.
        if (object instanceof PyInstance) {
          const method = object.type.lookup(name);
          if (method instanceof PyFunction && !attributesOf(object)!.has(name)) {
            stack[sp - 1] = method;
            stack[sp++] = object;
            break;
          }
        }
        const result = getAttribute(object, name);
        if (!isTask(result)) {
          stack[sp - 1] = result;
          stack[sp++] = undefined;
          break;
        }
        frame.sp = sp - 1;
        machine.pushTask(withNull(frame, result), [object], frame);
        frame.mode = Mode.DISCARD;
        return;
      }
      case OP.PUSH_NULL:
        stack[sp++] = undefined;
        break;
      case OP.CALL: {
        const base = sp - arg - 2;
        const args = (stack[base + 1] === undefined ? stack.slice(base + 2, sp) : stack.slice(base + 1, sp)) as Value[];
        if (machine.call(frame, stack[base]!, args, null, base) || machine.tick()) return;
        sp = frame.sp;
        break;
      }
      case OP.CALL_KEYWORDS: {
        const keywords = (stack[sp - 1] as PyTuple).items as string[];
        const end = sp - 1 - keywords.length;
        const base = end - (arg - keywords.length) - 2;
        const args = (
          stack[base + 1] === undefined ? stack.slice(base + 2, end) : stack.slice(base + 1, end)
        ) as Value[];
        const kwargs = new Map<string, Value>();
        for (let i = 0; i < keywords.length; i++) kwargs.set(keywords[i]!, stack[end + i]!);
        if (machine.call(frame, stack[base]!, args, kwargs, base) || machine.tick()) return;
        sp = frame.sp;
        break;
      }
      case OP.CALL_SPREAD: {
        const base = sp - arg - 3;
        const args = (stack[base + 2] as PyList).items;
        let kwargs: Map<string, Value> | null = null;
        if (arg === 1) {
          kwargs = new Map();
          for (const [name, value] of (stack[sp - 1] as PyDict).entries()) kwargs.set(name as string, value);
          if (kwargs.size === 0) kwargs = null;
        }
        if (machine.call(frame, stack[base]!, args, kwargs, base) || machine.tick()) return;
        sp = frame.sp;
        break;
      }
      case OP.MAKE_FUNCTION: {
        const made = code.codes[arg >> 3]!;
        const closure: Cell[] = [];
        for (let i = made.ownCells; i < made.cellNames.length; i++) {
          closure.push(cells[code.cellNames.indexOf(made.cellNames[i]!)]!);
        }
        const result = new PyFunction(made, globals, closure);
        if ((arg & 4) !== 0) result.annotations = stack[--sp]!;
        if ((arg & 2) !== 0) {
          const defaults = new Map<string, Value>();
          for (const [name, value] of (stack[--sp] as PyDict).entries()) defaults.set(name as string, value);
          result.keywordDefaults = defaults;
        }
        if ((arg & 1) !== 0) result.defaults = (stack[--sp] as PyTuple).items;
        stack[sp++] = result;
        break;
      }
      case OP.RETURN: {
        const value = stack[sp - 1]!;
        if (frame.generator !== null) machine.exhaust(frame, value);
        else if (code.kind === 'class') machine.finish(frame, classCell(frame));
        else machine.finish(frame, value);
        return;
      }
      case OP.YIELD: {
        const value = stack[--sp]!;
        frame.sp = sp;
        machine.suspend(frame, value);
        return;
      }
      case OP.GET_DELEGATE: {
        const value = stack[sp - 1]!;
        if (value instanceof PyGenerator) break;
        const result = iteratorOf(value);
        if (!isTask(result)) {
          stack[sp - 1] = result;
          break;
        }
        frame.sp = sp - 1;
        machine.settle(frame, result, [value]);
        return;
      }
      case OP.YIELD_FROM: {
        const sent = stack[--sp]!;
        frame.sp = sp;
        const delegate = stack[sp - 1]!;
        frame.mode = Mode.DELEGATE;
        if (delegate instanceof PyGenerator) machine.resume(delegate, sent, frame);
        else {
          const item = advance(delegate);
          if (isTask(item)) machine.pushTask(item, [delegate], frame);
          else machine.deliver(frame, item);
        }
        return;
      }
      case OP.BUILD_CLASS: {
        const keywords = stack[sp - 1] as PyDict;
        const bases = (stack[sp - 2] as PyList).items;
        const body = stack[sp - 3] as PyFunction;
        frame.sp = sp - 3;
        machine.settle(frame, buildClass(body, names[arg]!, bases, keywords), [body, keywords, ...bases]);
        return;
      }
      case OP.IMPORT:
        stack[sp++] = importModule(names[arg >> 1]!, (arg & 1) === 1);
        break;
      case OP.IMPORT_FROM:
        stack[sp] = importMember(stack[sp - 1] as PyModule, names[arg]!);
        sp++;
        break;
      case OP.IMPORT_STAR:
        importStar(stack[--sp] as PyModule, globals);
        break;
      case OP.SETUP_TRY:
        frame.blocks.push({ handler: arg, sp, handled: frame.handled });
        break;
      case OP.SETUP_WITH:
        frame.blocks.push({ handler: arg, sp: sp - 1, handled: frame.handled });
        break;
      case OP.POP_BLOCK:
        frame.blocks.pop();
        break;
      case OP.POP_HANDLED:
        frame.handled = stack[--sp] as PyException | null;
        break;
      case OP.MATCH_EXCEPTION: {
        const type = stack[--sp]!;
        stack[sp - 1] = matchesException(stack[sp - 1]!, type);
        break;
      }
      case OP.RAISE: {
        if (arg === 0) {
          const handled = machine.handledFrom(frame);
          if (handled === null) throw exc.RuntimeError('No active exception to reraise');
          throw again(handled);
        }
        const cause = arg === 2 ? stack[--sp]! : undefined;
        const value = stack[--sp]!;
        if (value instanceof PyException && cause === undefined) throw new PythonError(value);
        frame.sp = sp;
        machine.settle(frame, raiseFrom(value, cause), [value]);
        return;
      }
      case OP.RERAISE: {
        const exception = stack[--sp] as PyException;
        throw again(exception);
      }
      case OP.WITH_ENTER: {
        const manager = stack[--sp]!;
        frame.sp = sp;
        machine.pushTask(enterContext(frame, manager), [manager], frame);
        frame.mode = Mode.DISCARD;
        return;
      }
      case OP.WITH_LEAVE: {
        const leave = stack[--sp]!;
        frame.sp = sp;
        machine.settle(frame, exitContext(leave), [leave], Mode.DISCARD);
        return;
      }
      case OP.WITH_EXCEPT: {
        const exception = stack[sp - 1] as PyException;
        const leave = stack[sp - 3]!;
        machine.settle(frame, exitWithException(leave, exception), [leave, exception]);
        return;
      }
      case OP.ASSERTION_ERROR:
        stack[sp++] = exceptionTypes.AssertionError;
        break;
      case OP.MATCH: {
        const values = stack[--sp] as PyTuple;
        const subject = stack[--sp]!;
        frame.sp = sp;
        machine.settle(frame, matchPattern(code.patterns[arg]!, subject, values.items), [subject, values]);
        return;
      }
      case OP.SETUP_ANNOTATIONS: {
        const scope = frame.namespace ?? globals;
        if (!scope.has('__annotations__')) scope.set('__annotations__', new PyDict());
        break;
      }
      case OP.DROP_ITERATOR: {
        const iterator = stack[--sp]!;
        if (!(iterator instanceof PyGenerator) || !iterator.owned) break;
        frame.sp = sp;
        machine.settle(frame, closeGenerator(iterator), [iterator], Mode.DISCARD);
        return;
      }
      case OP.DEAL_GROUP:
        stack[sp - 1] = new GroupDealing(stack[sp - 1] as PyException);
        break;
      case OP.TAKE_FROM_GROUP: {
        const part = (stack[sp - 2] as GroupDealing).take(stack[sp - 1]!);
        if (part !== null) frame.handled = part;
        stack[sp - 1] = part;
        stack[sp++] = part !== null;
        break;
      }
      case OP.KEEP_RAISED:
        (stack[sp - 4] as GroupDealing).keep(stack[sp - 1] as PyException);
        frame.handled = stack[sp - 2] as PyException | null;
        sp -= 3;
        break;
      case OP.END_GROUP: {
        const left = (stack[--sp] as GroupDealing).outcome();
        if (left !== null) throw again(left);
        break;
      }
      default:
        break;
    }
    ip++;
  }
}

function classCell(frame: PyFrame): Value {
  const at = frame.code.cellNames.indexOf('__class__');
  return at >= 0 && at < frame.code.ownCells ? frame.cells[at]! : (undefined as unknown as Value);
}

/** Passes an exception on without adding to its traceback. */
function again(exception: PyException): PythonError {
  const error = new PythonError(exception);
  error.propagating = true;
  error.reraised = true;
  return error;
}
