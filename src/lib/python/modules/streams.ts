/** `sys.stdout` and `sys.stderr` of a run. A program may put an object of its own in their place. */
import { currentRun, perRun } from '../objects/context.ts';
import { defineClass } from '../objects/define.ts';
import { exc } from '../objects/exceptions.ts';
import { PyInstance, typeName } from '../objects/object.ts';
import type { Value } from '../objects/object.ts';
import { codePointLength } from '../operations/conversion.ts';
import { iterate } from '../operations/iteration.ts';

class Stream extends PyInstance {
  readonly write: (text: string) => void;

  constructor(name: string, write: (text: string) => void) {
    super(streamType);
    this.write = write;
    this.dict.set('name', name);
    this.dict.set('encoding', 'utf-8');
  }
}

function write(self: Stream, text: Value): number {
  if (typeof text !== 'string') throw exc.TypeError(`write() argument must be str, not ${typeName(text)}`);
  self.write(text);
  return codePointLength(text);
}

const streamType = defineClass({
  name: 'TextIOWrapper',
  module: '_io',
  allocate: null,
  methods: {
    'write(self, text, /)': write,
    'writelines(self, lines, /)': function* (self: Stream, lines: Value) {
      for (const line of yield* iterate(lines)) write(self, line);
      return null;
    },
    'flush(self, /)': () => null,
    'isatty(self, /)': () => false,
    'writable(self, /)': () => true,
    'readable(self, /)': () => false,
    'fileno(self, /)': (self: Stream) => (self.dict.get('name') === '<stdout>' ? 1 : 2),
  },
});

export type StreamName = 'stdout' | 'stderr';

const own = perRun(() => {
  const run = currentRun();
  return { stdout: new Stream('<stdout>', run.stdout), stderr: new Stream('<stderr>', run.stderr) };
});

const inPlace = perRun((): Record<StreamName, Value> => ({ ...own() }));

/** The stream that the run began with. */
export function originalStream(name: StreamName): Value {
  return own()[name];
}

/** What `sys.stdout` or `sys.stderr` is now. */
export function stream(name: StreamName): Value {
  return inPlace()[name];
}

/** Puts another object in its place; answers what was there. */
export function setStream(name: StreamName, value: Value): Value {
  const before = inPlace()[name];
  inPlace()[name] = value;
  return before;
}
