/** The standard modules that run here, by name. */
import type { PyModule } from '../objects/module.ts';
import { math } from './math.ts';
import { sys, time } from './system.ts';

export const standardModules: ReadonlyMap<string, PyModule> = new Map([math, sys, time].map((module) => [module.name, module]));
