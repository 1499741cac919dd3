/** Division as Python has it. */
export const floorDivide = (a: number, b: number): number => Math.floor(a / b);

/** The nearest integer; halves go to the even one. */
export function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}
