import { perRun } from '../python/bind.ts';
import { DEFAULT_PRINT_OPTIONS, type PrintOptions } from '../tensor/print.ts';
import { TorchGenerator } from '../random/torch-generator.ts';

/** What PyTorch keeps for a process and we for a run. */
interface TorchState {
  /** The generator that `torch.manual_seed` seeds. */
  readonly generator: TorchGenerator;
  /** False inside `torch.no_grad()`. */
  gradEnabled: boolean;
  /** True inside `torch.inference_mode()`. */
  inference: boolean;
  /** What `torch.set_printoptions` changes. */
  printOptions: PrintOptions;
}

/** The running program's. */
export const torchState = perRun<TorchState>(() => ({
  generator: new TorchGenerator(),
  gradEnabled: true,
  inference: false,
  printOptions: DEFAULT_PRINT_OPTIONS,
}));
