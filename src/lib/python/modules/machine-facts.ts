/** The modules `gc` and `platform`: what programs ask of the machine, and may tell it. */
import { defineModule } from '../objects/define.ts';

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
    'python_version()': () => '3.11.2',
    'python_implementation()': () => 'CPython',
  },
});
