/** The listings as a bundler brings them; Node reads the same files from disk. */
import type { Workload } from './contest.ts';
import augmented from './programs/augmented.py?raw';
import cnn from './programs/cnn.py?raw';
import mlp from './programs/mlp.py?raw';

export const SOURCES: Readonly<Record<Workload, string>> = { mlp, augmented, cnn };
