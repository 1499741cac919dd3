/** A plan as shaders: text, bindings and workgroups of every dispatch. Knows nothing of a device. */
import type { ElementType, Plan } from '../plan/plan.ts';
import type { Target } from './banks.ts';
import { fitBindings } from './fit.ts';
import { schedule, type Schedule } from './schedule.ts';
import type { Tiles, Unit } from './unit.ts';
import { Shader, type Binding } from './wgsl/shader.ts';

/** One dispatch of a compute shader. */
export interface Launch {
  /** What runs side by side in it, by ranges of workgroups. */
  readonly units: readonly Unit[];
  readonly code: string;
  readonly targets: readonly Target[];
  /** Workgroups, across and down. */
  readonly groups: readonly [number, number];
}

/** What a device has to do for a plan. */
export interface Launches {
  readonly launches: readonly Launch[];
  /** The plan that was carried out: the given one, with kernels cut up where a device needs it. */
  readonly plan: Plan;
  /** Elements of each bank of temporaries. */
  readonly banks: Readonly<Record<ElementType, readonly number[]>>;
}

export interface DeviceTraits {
  readonly tiles: Tiles;
  /** Storage buffers that one shader may bind. */
  readonly maxBindings: number;
}

/** Most workgroups in one dimension of a dispatch, on every device. */
const MAX_GROUPS = 65535;

function launch(plan: Plan, { banks }: Schedule, units: readonly Unit[], targets: readonly Target[]): Launch {
  const wanted = new Set(units.flatMap((unit) => unit.vectors));
  const bindingOf = new Map<string, number>();
  const keyOf = (slot: number): string => {
    const { role, type } = plan.slots[slot]!;
    return role === 'temporary' ? `${type} ${banks.placeOf(slot).bank}` : `${slot}`;
  };
  const vectors = new Set([...wanted].map(keyOf));
  const bindings = targets.map((target, i): Binding => {
    const key = target.kind === 'slot' ? `${target.slot}` : `${target.type} ${target.index}`;
    bindingOf.set(key, i);
    const type = target.kind === 'slot' ? plan.slots[target.slot]!.type : target.type;
    return { type, writable: target.writable, vectors: !target.writable && vectors.has(key) };
  });
  const shader = new Shader(
    bindings,
    (slot) => ({
      binding: bindingOf.get(keyOf(slot))!,
      offset: plan.slots[slot]!.role === 'temporary' ? banks.placeOf(slot).offset : 0,
    }),
    plan.scalars.length,
  );
  const main: string[] = [];
  let first = 0;
  units.forEach((unit, i) => {
    shader.define([`fn unit${i}(group: u32, local: u32) {`, ...unit.emit(shader), '}'].join('\n'));
    const end = first + unit.groups;
    main.push(`${i === 0 ? '' : 'else '}if (group < ${end}u) { unit${i}(group - ${first}u, local); }`);
    first = end;
  });
  const across = Math.min(first, MAX_GROUPS);
  const down = Math.ceil(first / MAX_GROUPS);
  return { code: shader.text(main, down > 1 ? across : 0), units, targets, groups: [across, down] };
}

/** Cuts a plan into dispatches and writes their shaders. */
export function launchesOf(given: Plan, { tiles, maxBindings }: DeviceTraits): Launches {
  const plan = fitBindings(given, tiles, maxBindings);
  const scheduled = schedule(plan, tiles, maxBindings);
  const launches = scheduled.dispatches.map(({ units, targets }) => launch(plan, scheduled, units, targets));
  const { banks } = scheduled;
  return { launches, plan, banks: { f32: banks.sizes('f32'), i32: banks.sizes('i32') } };
}
