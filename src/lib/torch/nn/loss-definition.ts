/** Losses of several tensors, each a function and a module. */
import type { Functions, PyType, Task, Value } from '../../python/bind.ts';
import type { Tensor } from '../tensor.ts';
import { attribute, defineModuleClass, namesIn } from './definition.ts';
import type { ModuleObject } from './module.ts';

export type Loss = (tensors: readonly Tensor[], option: (name: string) => Value, reduction: Value) => Value | Task;

export interface LossDefinition {
  readonly name: string;
  readonly function: string;
  /** The tensors that the function takes. */
  readonly inputs: readonly string[];
  /** Options in the module's order, and in the function's where that is another. */
  readonly options: string;
  readonly functionOptions?: string;
  readonly run: Loss;
}

/** How a loss is summed up, with the older words for it. */
export const REDUCTION = "size_average=None, reduce=None, reduction='mean'";

/** What a loss is called in the graph: by what reduces it, or by its own last step. */
export const reducedName = (reduction: Value, unreduced: string): string =>
  reduction === 'mean' ? 'Mean' : reduction === 'sum' ? 'Sum' : unreduced;

/** The modules. */
export const lossModules = (definitions: readonly LossDefinition[]): Readonly<Record<string, PyType>> =>
  Object.fromEntries(
    definitions.map(({ name, inputs, options, run }) => [
      name,
      defineModuleClass({
        name,
        module: 'loss',
        parameters: options,
        inputs: inputs.join(', '),
        forward: (self: ModuleObject, ...tensors: Tensor[]) =>
          run(tensors, (option) => attribute(self, option), attribute(self, 'reduction')),
      }),
    ]),
  );

/** The functions. */
export const lossFunctions = (definitions: readonly LossDefinition[]): Functions =>
  Object.fromEntries(
    definitions.map(({ function: name, inputs, options, functionOptions = options, run }) => {
      // poisson_nll_loss calls its first tensor as its first option: the function takes the tensor as `input`.
      const tensors = inputs.map((input) => (input === 'log_input' ? 'input' : input));
      const names = namesIn(functionOptions);
      return [
        `${name}(${tensors.join(', ')}, ${functionOptions})`,
        (...values: Value[]) => {
          const option = (key: string) => values[tensors.length + names.indexOf(key)] ?? null;
          return run(values.slice(0, tensors.length) as Tensor[], option, option('reduction'));
        },
      ];
    }),
  );
