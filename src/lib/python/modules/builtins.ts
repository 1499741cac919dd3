/** The module `builtins`: the names that every program has. */
import { defineModule } from '../objects/define.ts';
import { builtins } from '../vm/builtins.ts';

export const builtinsModule = defineModule({ name: 'builtins', attribute: (name) => builtins.get(name) });
