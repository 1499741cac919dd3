/** The standard modules that run here, by name. To add one: define it in a file of its own, and list it here. */
import type { PyModule } from '../objects/module.ts';
import { argparse } from './argparse/index.ts';
import { bisectModule } from './bisect.ts';
import { cmath } from './cmath.ts';
import { collections } from './collections.ts';
import { contextlib } from './contextlib.ts';
import { copy } from './copy.ts';
import { datetime } from './datetime/index.ts';
import { dataclasses } from './dataclasses/index.ts';
import { glob, io, shutil, tempfile } from './files.ts';
import { enumModule } from './enum-module.ts';
import { functools } from './functools.ts';
import { hashlib } from './hashlib.ts';
import { base64 } from './base64.ts';
import { zlib } from './zlib.ts';
import { struct } from './struct.ts';
import { numbers } from './numbers.ts';
import { decimal } from './decimal/index.ts';
import { builtinsModule } from './builtins.ts';
import { heapq } from './heapq.ts';
import { inspect } from './inspect/index.ts';
import { itertools } from './itertools.ts';
import { json } from './json/index.ts';
import { logging, loggingHandlers } from './logging/index.ts';
import { gc, platform } from './machine-facts.ts';
import { math } from './math/index.ts';
import { operator } from './operator.ts';
import { sys } from './system.ts';
import { time } from './clock.ts';
import { os, osPath } from './os.ts';
import { pathlib } from './pathlib.ts';
import { pickle } from './pickle.ts';
import { re } from './re/index.ts';
import { statistics } from './statistics.ts';
import { string } from './string.ts';
import { csv } from './csv.ts';
import { fractions } from './fractions.ts';
import { pprint } from './pprint.ts';
import { textwrap } from './textwrap.ts';
import { traceback } from './traceback.ts';
import { warnings } from './warnings.ts';
import { abc } from './abc.ts';
import { collectionsAbc } from './collections-abc.ts';
import { types, typing } from './typing.ts';

const modules = [
  abc,
  argparse,
  bisectModule,
  cmath,
  collections,
  collectionsAbc,
  contextlib,
  copy,
  csv,
  dataclasses,
  enumModule,
  datetime,
  fractions,
  functools,
  gc,
  glob,
  hashlib,
  base64,
  zlib,
  struct,
  numbers,
  decimal,
  builtinsModule,
  heapq,
  inspect,
  io,
  itertools,
  json,
  logging,
  loggingHandlers,
  math,
  operator,
  os,
  osPath,
  pathlib,
  pickle,
  platform,
  pprint,
  re,
  shutil,
  statistics,
  string,
  sys,
  tempfile,
  textwrap,
  time,
  traceback,
  types,
  typing,
  warnings,
];

export const standardModules: ReadonlyMap<string, PyModule> = new Map(modules.map((module) => [module.name, module]));
