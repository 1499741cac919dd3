/** The machine's instruction set. Each instruction is an operation and one integer argument. */

export const OP = {
  /** Push constant `arg`. */
  CONSTANT: 0,
  POP: 1,
  DUPLICATE: 2,
  /** Duplicate the two topmost. */
  DUPLICATE_TWO: 3,
  SWAP: 4,
  /** Move the top below the two under it. */
  ROTATE_THREE: 5,
  /** Move the top below the three under it. */
  ROTATE_FOUR: 6,
  LOAD_LOCAL: 7,
  STORE_LOCAL: 8,
  DELETE_LOCAL: 9,
  LOAD_CELL: 10,
  STORE_CELL: 11,
  DELETE_CELL: 12,
  /** In class bodies: a free variable, unless the body has bound the name itself. */
  LOAD_CLASS_CELL: 13,
  LOAD_GLOBAL: 14,
  STORE_GLOBAL: 15,
  DELETE_GLOBAL: 16,
  /** In class bodies: the namespace, then globals and built-ins. */
  LOAD_NAME: 17,
  STORE_NAME: 18,
  DELETE_NAME: 19,
  LOAD_ATTRIBUTE: 20,
  /** Value below the object. */
  STORE_ATTRIBUTE: 21,
  DELETE_ATTRIBUTE: 22,
  LOAD_ITEM: 23,
  /** Value, object, key. */
  STORE_ITEM: 24,
  DELETE_ITEM: 25,
  /** `arg` counts in BINARY. */
  BINARY: 26,
  /** `arg` counts in BINARY. */
  IN_PLACE: 27,
  /** `arg` counts in UNARY. */
  UNARY: 28,
  NOT: 29,
  /** `arg` counts in COMPARE. */
  COMPARE: 30,
  /** `arg` 1 for `is not`. */
  IS: 31,
  /** `arg` 1 for `not in`. */
  CONTAINS: 32,
  JUMP: 33,
  /** A jump backwards; the machine looks up here. */
  LOOP: 34,
  JUMP_IF_FALSE: 35,
  JUMP_IF_TRUE: 36,
  /** Jump and keep the value, or pop it and go on. */
  JUMP_IF_FALSE_OR_POP: 37,
  JUMP_IF_TRUE_OR_POP: 38,
  /** `arg` 1 in a `for` statement. */
  GET_ITERATOR: 39,
  /** Push the next item, or pop the iterator and jump. */
  FOR: 40,
  BUILD_TUPLE: 41,
  BUILD_LIST: 42,
  BUILD_SET: 43,
  BUILD_DICT: 44,
  BUILD_SLICE: 45,
  BUILD_STRING: 46,
  /** To the list `arg` below the top. */
  LIST_APPEND: 47,
  SET_ADD: 48,
  DICT_ADD: 49,
  /** Of the list below the top. */
  LIST_EXTEND: 50,
  SET_UPDATE: 51,
  /** `arg` 1 for a call's `**`, where a repeated name is an error. */
  DICT_UPDATE: 52,
  LIST_TO_TUPLE: 53,
  /** Spread `arg` items. */
  UNPACK: 54,
  /** Spread around a star: low byte before it, the rest after. */
  UNPACK_STAR: 55,
  /** Bits 0-1: conversion (none, s, r, a); bit 2: a spec is on the stack. */
  FORMAT: 56,
  /** Push the method and its object, or the attribute and undefined. */
  LOAD_METHOD: 57,
  /** Push undefined: the callable below has no object. */
  PUSH_NULL: 58,
  /** Callable, object or undefined, `arg` arguments. */
  CALL: 59,
  /** The same, and the tuple of the last arguments' names. */
  CALL_KEYWORDS: 60,
  /** Callable, undefined, list of arguments, and if `arg` a dict of keywords. */
  CALL_SPREAD: 61,
  /** Bits: 1 defaults, 2 keyword defaults, 4 annotations; code `arg >> 3`. */
  MAKE_FUNCTION: 62,
  RETURN: 63,
  YIELD: 64,
  /** The iterator of `yield from`. */
  GET_DELEGATE: 65,
  YIELD_FROM: 66,
  /** Body function, tuple of bases, dict of keywords. */
  BUILD_CLASS: 67,
  /** Bit 0: push the innermost module; name `arg >> 1`. */
  IMPORT: 68,
  IMPORT_FROM: 69,
  IMPORT_STAR: 70,
  /** Handler at `arg`. */
  SETUP_TRY: 71,
  /** Handler at `arg`; the value on top is not the block's. */
  SETUP_WITH: 72,
  POP_BLOCK: 73,
  /** Leave a handler: what was handled before it is on top. */
  POP_HANDLED: 74,
  MATCH_EXCEPTION: 75,
  /** 0: again what is handled; 1: the top; 2: the one below, from the top. */
  RAISE: 76,
  /** The exception on top, as it is. */
  RERAISE: 77,
  WITH_ENTER: 78,
  /** Call `__exit__(None, None, None)`. */
  WITH_LEAVE: 79,
  /** Call `__exit__` with the exception; push its answer. */
  WITH_EXCEPT: 80,
  ASSERTION_ERROR: 81,
  /** Pattern `arg`: pops its values; pushes the captures, or None. */
  MATCH: 82,
  SETUP_ANNOTATIONS: 83,
  NOP: 84,
  /** Drop a `for` statement's iterator before its end; a generator that nobody else holds is closed. */
  DROP_ITERATOR: 85,
  /** The exception on top becomes what `except*` clauses take their part from. */
  DEAL_GROUP: 86,
  /** Types on top: pop them; push what of the dealing is theirs, and whether that is anything. */
  TAKE_FROM_GROUP: 87,
  /** A clause raised: the exception, what was handled and the clause's part leave the stack; the dealing keeps the first. */
  KEEP_RAISED: 88,
  /** The end of the clauses: pop the dealing, and raise what is left. */
  END_GROUP: 89,
} as const;

export type Op = (typeof OP)[keyof typeof OP];

export const BINARY = ['+', '-', '*', '/', '//', '%', '**', '@', '&', '|', '^', '<<', '>>'] as const;
export const COMPARE = ['<', '<=', '>', '>=', '==', '!='] as const;
export const UNARY = ['-', '+', '~'] as const;
