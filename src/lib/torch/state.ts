import { perRun } from '../python/bind.ts';
import { TorchGenerator } from '../random/torch-generator.ts';

/** What PyTorch keeps for a process and we for a run. */
interface TorchState {
  /** The generator that `torch.manual_seed` seeds. */
  readonly generator: TorchGenerator;
  /** False inside `torch.no_grad()`. */
  gradEnabled: boolean;
}

/** The running program's. */
export const torchState = perRun<TorchState>(() => ({ generator: new TorchGenerator(), gradEnabled: true }));
