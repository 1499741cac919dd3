/** The module `enum`. */
import { defineModule } from '../objects/define.ts';
import { enumMembers } from './enum.ts';
import { flagType, intFlagType } from './flag.ts';

export const enumModule = defineModule({
  name: 'enum',
  members: { ...enumMembers, Flag: flagType, IntFlag: intFlagType },
});
