/** A plan's kernels as one WebAssembly module. */
import type { Kernel, Plan } from '../plan/plan.ts';
import { emitElementwise } from './elementwise.ts';
import { emitMatmul } from './matmul.ts';
import { encodeModule } from './module.ts';
import { emitReduction } from './reduce.ts';
import { emitCumsum, emitFold, emitScatterAdd } from './scans.ts';
import { KernelScope, type Addresses } from './scope.ts';

export interface Compiled {
  readonly module: Uint8Array<ArrayBuffer>;
  /** Bytes of memory that kernels use while they run. */
  readonly scratch: number;
}

function emitKernel(scope: KernelScope, kernel: Kernel): void {
  const { anchor, space, body, stores } = kernel;
  switch (anchor?.kind) {
    case undefined:
      emitElementwise(scope, { sizes: space, body, stores });
      return;
    case 'matmul':
      if (anchor.k.includes(0)) {
        const zeros = body.map((step) => (step.kind === 'anchor' ? ({ kind: 'constant', value: 0, type: 'f32' } as const) : step)); // prettier-ignore
        emitElementwise(scope, { sizes: space, body: zeros, stores });
      } else {
        emitMatmul(scope, kernel, anchor);
      }
      return;
    case 'reduce':
    case 'argmax':
    case 'argmin':
      emitReduction(scope, kernel, anchor);
      return;
    case 'cumsum':
      emitCumsum(scope, kernel, anchor);
      return;
    case 'scatterAdd':
      emitScatterAdd(scope, kernel, anchor);
      return;
    case 'fold2d':
      emitFold(scope, kernel, anchor);
  }
}

/** Compiles a plan for a memory in which the words at `addresses` say where everything is. */
export function compilePlan(plan: Plan, addresses: Addresses): Compiled {
  let scratch = 0;
  const functions = plan.kernels
    .filter(({ space, stores }) => !space.includes(0) && stores.length > 0)
    .map((kernel) => {
      const scope = new KernelScope(addresses);
      emitKernel(scope, kernel);
      scratch = Math.max(scratch, scope.scratch);
      return scope.code;
    });
  return { module: encodeModule(functions), scratch };
}
