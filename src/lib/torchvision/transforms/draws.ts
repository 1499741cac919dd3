/** Random numbers as transforms draw them: each from the run's generator, as the PyTorch call named does. */
import { exc } from '../../python/bind.ts';
import { torchState } from '../../torch/state.ts';
import { exp } from './float32.ts';

/** Whether `torch.rand(1) < p`: compared in float32. */
export const chance = (p: number): boolean => torchState().generator.uniformFloat() < Math.fround(p);

/** `torch.rand(1).item()`. */
export const unit = (): number => torchState().generator.uniformFloat();

/** `torch.empty(1).uniform_(low, high).item()`. */
export function uniform(low: number, high: number): number {
  if (!(low <= high))
    throw exc.RuntimeError(`uniform_ expects to return a [from, to) range, but found from=${low} > to=${high}`);
  const from = Math.fround(low);
  const range = Math.fround(Math.fround(high) - from);
  return Math.fround(torchState().generator.uniformFloat() * range + from);
}

/** `torch.randint(low, high, size=(1,)).item()`. */
export const integer = (low: number, high: number): number => torchState().generator.integer(low, high);

/** `torch.log(torch.tensor(x))`. */
export const logOf = (x: number): number => Math.fround(Math.log(Math.fround(x)));

/** `torch.exp(torch.empty(1).uniform_(low, high)).item()`. */
export const logUniform = (low: number, high: number): number => exp(uniform(low, high));
