/** Distributions of sums of squares, as NumPy draws them, where the normals are shifted. */
import { poisson } from './distributions.ts';
import { chiSquare, type Draws } from './families.ts';

export function noncentralChiSquare(draws: Draws, degrees: number, shift: number): number {
  if (shift === 0) return chiSquare(draws, degrees);
  if (degrees > 1) {
    const rest = chiSquare(draws, degrees - 1);
    const normal = draws.normal() + Math.sqrt(shift);
    return rest + normal * normal;
  }
  return chiSquare(draws, degrees + 2 * poisson(draws.bits, shift / 2));
}

export function noncentralF(draws: Draws, above: number, below: number, shift: number): number {
  const numerator = noncentralChiSquare(draws, above, shift) * below;
  return numerator / (chiSquare(draws, below) * above);
}
