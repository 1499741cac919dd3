/** The modules `gc` and `platform`: what programs ask of the machine, and may tell it. */
import { defineModule } from '../objects/define.ts';

/** The version of CPython that programs run here as they do there. */
export const PYTHON_VERSION = [3, 11, 2] as const;

export const gc = defineModule({
  name: 'gc',
  functions: {
    'collect(generation=2)': () => 0,
    'enable()': () => null,
    'disable()': () => null,
    'isenabled()': () => true,
  },
});

export const platform = defineModule({
  name: 'platform',
  functions: {
    'system()': () => 'Linux',
    'node()': () => 'page',
    'machine()': () => 'wasm32',
    'processor()': () => '',
    'release()': () => '',
    'platform(aliased=False, terse=False)': () => 'Linux-browser',
    'python_version()': () => PYTHON_VERSION.join('.'),
    'python_implementation()': () => 'CPython',
  },
});
