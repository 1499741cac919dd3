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

const point = z.array(z.number());

/** What figures are drawn from besides curves, by tag, in `SummaryWriter`'s words. */
const pictures = {
  /** At most 8, spread over the run, in order of step; `edges` has one more than `counts`. */
  histograms: z.record(
    z.string(),
    z.array(z.object({ step: z.number(), edges: z.array(z.number()), counts: z.array(z.number()) })),
  ),
  /** At most 12, spread over the run, in order of step. `labels` is a 0 or a 1 for each prediction. */
  pr_curves: z.record(
    z.string(),
    z.array(z.object({ step: z.number(), labels: z.string().regex(/^[01]*$/), predictions: z.array(z.number()) })),
  ),
  /** The last. `points` is [N, D]; `metadata` has a row for each point, or none. */
  embeddings: z.record(
    z.string(),
    z.object({
      step: z.number(),
      points: z.array(point),
      header: z.array(z.string()),
      metadata: z.array(z.array(z.string())),
    }),
  ),
  /** The last, as a PNG in a `data:` address. */
  images: z.record(
    z.string(),
    z.object({ step: z.number(), width: z.number().int(), height: z.number().int(), png: z.string() }),
  ),
};
const picturesSchema = z.object(pictures).partial();

/** One run on a page: one setting with one seed. A setting's first run has pictures, if it logged any. */
export const runResultSchema = loggedRunSchema.extend(picturesSchema.shape).extend({
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
export type RunPictures = z.infer<typeof picturesSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type Result = z.infer<typeof resultSchema>;
