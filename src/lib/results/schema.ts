/**
 * What a measurement writes and the site reads: one JSON file a listing under `src/content/results/`,
 * and beside each listing the settings and seeds it is measured with.
 */
import { z } from 'astro/zod';

/** The value of a `# @param`. */
export const parameterValue = z.union([z.number(), z.string(), z.boolean()]);

/** `src/content/listings/NAME.settings.json`: what to measure. */
export const sweepSchema = z.object({
  /** Names of the settings' columns as a reader sees them, by parameter name. */
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
});

/** One run: one setting with one seed. */
export const runResultSchema = z.object({
  seed: z.number().int(),
  /** Every scalar tag with its points `[step, value]`, in order of step. */
  scalars: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
  /** The metrics that the program handed to `add_hparams`. */
  metrics: z.record(z.string(), z.number()),
  /** Optimizer steps taken. */
  steps: z.number().int(),
  /** Median wall time of an optimizer step, in milliseconds. */
  msPerStep: z.number().nullable(),
  stdout: z.string(),
});

/** `src/content/results/NAME.json`: what was measured, and on what. */
export const resultSchema = z.object({
  listing: z.string(),
  /** SHA-256 of the listing's text and of its settings: a result belongs to exactly these. */
  listingHash: z.string(),
  settingsHash: z.string(),
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
});

export type ParameterValue = z.infer<typeof parameterValue>;
export type Sweep = z.infer<typeof sweepSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type Result = z.infer<typeof resultSchema>;
