/** Between the page and the worker that another library trains in. */
import type { Effort, Peer } from '../contest.ts';
import type { PeerWorkload } from './trainer.ts';

export type PeerCommand =
  | {
      readonly kind: 'open';
      readonly peer: Peer;
      readonly workload: PeerWorkload;
      /** Absolute address of the data's root, with a trailing slash. */
      readonly dataUrl: string;
    }
  | { readonly kind: 'measure'; readonly effort: Effort };

export type PeerAnswer =
  /** Open, or measured: milliseconds a step, of each block. */
  | { readonly kind: 'done'; readonly times: readonly number[] }
  | { readonly kind: 'failed'; readonly unavailable: boolean; readonly message: string };
