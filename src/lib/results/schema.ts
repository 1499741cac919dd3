/**
 * What a measurement writes and the site reads: one JSON file a listing under `src/content/results/`,
 * and beside each listing the settings and seeds it is measured with.
 */
import { z } from 'astro/zod';

/** The value of a `# @param`. */
export const parameterValue = z.union([z.number(), z.string(), z.boolean()]);

/** `src/content/listings/NAME.settings.json`: what to measure. */
export const sweepSchema = z.object({
  settings: z
    .array(
      z.object({
        /** Short name for the table's row, for example "as on the slide". */
        name: z.string(),
        /** `# @param` values that differ from the listing. */
        parameters: z.record(z.string(), parameterValue),
      }),
    )
    .min(1),
  /** Values of the `seed` parameter; each setting runs once with each. */
  seeds: z.array(z.number().int().nonnegative()).min(1),
  /** Seeds of the runs under CPython with PyTorch, which each setting is compared with. */
  referenceSeeds: z.array(z.number().int().nonnegative()).min(1).optional(),
  /** A cheap setting that CI runs anew on WebGPU: values that differ from the listing. */
  check: z.record(z.string(), parameterValue).optional(),
  /** Whether CI repeats every setting with the first seed on WASM, bit for bit. */
  exact: z.boolean().optional(),
});

/** What one setting logged with one seed, wherever it ran. */
export const loggedRunSchema = z.object({
  seed: z.number().int(),
  /** Every scalar tag with its points `[step, value]`, in order of step. */
  scalars: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
  /** The metrics that the program handed to `add_hparams`. */
  metrics: z.record(z.string(), z.number()),
  stdout: z.string(),
});

/** One run on a page: one setting with one seed. */
export const runResultSchema = loggedRunSchema.extend({
  /** Optimizer steps taken. */
  steps: z.number().int(),
  /** Median wall time of an optimizer step, in milliseconds. */
  msPerStep: z.number().nullable(),
});

/** The same settings under CPython with PyTorch. It belongs to a listing and settings of its own: it is measured apart. */
export const referenceSchema = z.object({
  listingHash: z.string(),
  settingsHash: z.string(),
  measured: z.string(),
  /** Of `python`, `torch` and `torchvision`. */
  versions: z.record(z.string(), z.string()),
  settings: z.array(z.object({ name: z.string(), runs: z.array(loggedRunSchema) })),
});

/** `src/content/results/NAME.json`: what was measured, and on what. */
export const resultSchema = z.object({
  listing: z.string(),
  /** SHA-256 of the listing's text and of its settings: a result belongs to exactly these. */
  listingHash: z.string(),
  settingsHash: z.string(),
  /** `ENGINE_VERSION` of the engine that measured it. */
  engineVersion: z.number().int(),
  measured: z.string(),
  engine: z.string(),
  adapter: z.string(),
  versions: z.record(z.string(), z.string()),
  settings: z.array(
    z.object({
      name: z.string(),
      parameters: z.record(z.string(), parameterValue),
      runs: z.array(runResultSchema),
    }),
  ),
  /** The run of the sweep's `check`, with its first seed. */
  check: runResultSchema.optional(),
  /** SHA-256 of all that each setting logged and printed on WASM, with the first seed. */
  exact: z.record(z.string(), z.string()).optional(),
  reference: referenceSchema.optional(),
});

export type ParameterValue = z.infer<typeof parameterValue>;
export type Sweep = z.infer<typeof sweepSchema>;
export type LoggedRun = z.infer<typeof loggedRunSchema>;
export type ReferenceResult = z.infer<typeof referenceSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type Result = z.infer<typeof resultSchema>;
