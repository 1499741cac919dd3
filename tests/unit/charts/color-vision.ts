import { lab, rgb } from 'd3';
import type { RGBColor } from 'd3';

/**
 * Full dichromacies as matrices on linear sRGB, severity 1.0: Machado, Oliveira and Fernandes, "A Physiologically-based
 * Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009. `normal` is the identity.
 */
const DICHROMACIES = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

export type Vision = keyof typeof DICHROMACIES;
export const VISIONS = Object.keys(DICHROMACIES) as Vision[];

const toLinear = (channel: number): number => {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

const fromLinear = (c: number): number => {
  const inside = Math.min(1, Math.max(0, c));
  return 255 * (inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055);
};

/** The colour as someone with that vision sees it. */
export function seenBy(vision: Vision, color: string): RGBColor {
  const { r, g, b } = rgb(color);
  const linear = [r, g, b].map(toLinear);
  const matrix = DICHROMACIES[vision];
  const row = (i: number): number =>
    fromLinear(linear.reduce((sum, value, j) => sum + (matrix[3 * i + j] ?? 0) * value, 0));
  return rgb(row(0), row(1), row(2));
}

/** CIE 1976 colour difference: about 2 is just visible side by side, above 10 is plain. */
export function difference(a: RGBColor, b: RGBColor): number {
  const [x, y] = [lab(a), lab(b)];
  return Math.hypot(x.l - y.l, x.a - y.a, x.b - y.b);
}

const luminance = (color: string): number => {
  const { r, g, b } = rgb(color);
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
};

/** Contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
