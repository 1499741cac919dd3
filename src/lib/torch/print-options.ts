/** `torch.set_printoptions`. */
import { exc, toInt, type Functions, type Value } from '../python/bind.ts';
import { DEFAULT_PRINT_OPTIONS, type PrintOptions } from '../tensor/print.ts';
import { wording } from './arguments.ts';
import { torchState } from './state.ts';

const PROFILES: Readonly<Record<string, Partial<PrintOptions>>> = {
  default: DEFAULT_PRINT_OPTIONS,
  short: { ...DEFAULT_PRINT_OPTIONS, precision: 2, edgeItems: 2 },
  full: { ...DEFAULT_PRINT_OPTIONS, threshold: Infinity },
};

function setPrintOptions(
  precision: Value,
  threshold: Value,
  edgeItems: Value,
  lineWidth: Value,
  profile: Value,
  sciMode: Value,
): null {
  const state = torchState();
  const chosen = profile === null ? {} : PROFILES[wording(profile).toLowerCase()];
  if (chosen === undefined)
    throw exc.ValueError(`profile must be "default", "short" or "full", not ${wording(profile)}`);
  const before = state.printOptions;
  const number = (value: Value, name: string, otherwise: number): number => {
    if (value === null) return otherwise;
    const infinite = typeof value === 'object' && 'value' in value && value.value === Infinity;
    return infinite ? Infinity : toInt(value, name);
  };
  const base = { ...before, ...chosen };
  state.printOptions = {
    precision: number(precision, 'precision', base.precision),
    threshold: number(threshold, 'threshold', base.threshold),
    edgeItems: number(edgeItems, 'edgeitems', base.edgeItems),
    lineWidth: number(lineWidth, 'linewidth', base.lineWidth),
    // PyTorch forgets the mode at each call that does not name it.
    scientific: sciMode === null ? null : sciMode === true,
  };
  return null;
}

export const printOptionFunctions: Functions = {
  'set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)':
    setPrintOptions,
}; // prettier-ignore
