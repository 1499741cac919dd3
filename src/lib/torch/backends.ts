/** What programs ask of the machine: `torch.accelerator`, `torch.backends`, `torch.cuda`. Every answer is that there is a CPU only. */
import {
  defineClass,
  defineModule,
  exc,
  notHere,
  perRun,
  PyInstance,
  type PyModule,
  type Value,
} from '../python/bind.ts';
import { cudaAmpModule } from './amp.ts';

const NO_GPU =
  'Torch not compiled with CUDA enabled: programs here name "cpu", and the page runs them on the GPU by WebGPU itself';

const refuse = (): never => {
  throw exc.AssertionError(NO_GPU);
};

export const acceleratorModule = defineModule({
  name: 'torch.accelerator',
  functions: {
    'is_available()': () => false,
    'device_count()': () => 0,
    'current_accelerator(check_available=False)': () => null,
    'current_device_index()': () => 0,
    'synchronize(device=None, /)': () => null,
    'empty_cache()': () => null,
  },
});

export const cudaModule = defineModule({
  name: 'torch.cuda',
  functions: {
    'is_available()': () => false,
    'is_initialized()': () => false,
    'device_count()': () => 0,
    'manual_seed(seed)': () => null,
    'manual_seed_all(seed)': () => null,
    'seed()': () => null,
    'seed_all()': () => null,
    'empty_cache()': () => null,
    'is_bf16_supported()': () => false,
    'memory_allocated(device=None)': () => 0,
    'max_memory_allocated(device=None)': () => 0,
    'memory_reserved(device=None)': () => 0,
    'reset_peak_memory_stats(device=None)': () => null,
    'synchronize(device=None)': refuse,
    'current_device()': refuse,
    'set_device(device)': refuse,
    'get_device_name(device=None)': refuse,
    'get_device_properties(device)': refuse,
    'get_device_capability(device=None)': refuse,
  },
  members: { amp: cudaAmpModule },
  absent: {
    Event: 'time.perf_counter measures time',
    Stream: 'there is one stream',
  },
});

/** Flags that a program may set, and that change nothing here; each run has its own. */
function flags(
  name: string,
  values: Readonly<Record<string, Value>>,
  functions: Readonly<Record<string, Value>> = {},
): PyModule {
  const own = perRun(() => new Map(Object.entries(values)));
  return defineModule({
    name: `torch.backends.${name}`,
    functions: Object.fromEntries(Object.entries(functions).map(([text, answer]) => [text, () => answer])),
    dynamic: Object.fromEntries(Object.keys(values).map((flag) => [flag, () => own().get(flag) ?? null])),
    assign: (flag, value) => own().has(flag) && own().set(flag, value) !== undefined,
  });
}

const cudnn = flags(
  'cudnn',
  { benchmark: false, deterministic: false, enabled: true, allow_tf32: true },
  { 'is_available()': false, 'version()': null },
);
const matmul = new PyInstance(defineClass({ name: 'cuBLASModule', module: 'torch.backends.cuda', allocate: null }));
matmul.dict.set('allow_tf32', false);
const cuda = defineModule({
  name: 'torch.backends.cuda',
  functions: { 'is_built()': () => false },
  members: { matmul },
});
const mps = flags('mps', {}, { 'is_available()': false, 'is_built()': false });
const mkldnn = flags('mkldnn', { enabled: true }, { 'is_available()': false });

export const backendsModule = defineModule({ name: 'torch.backends', members: { cudnn, cuda, mps, mkldnn } });
export const backendModules: readonly PyModule[] = [backendsModule, cudnn, cuda, mps, mkldnn];

const WEIGHTS = 'a page cannot fetch networks and their weights; build a network of torch.nn layers and train it here';

export const hubModule = defineModule({
  name: 'torch.hub',
  absent: { load: WEIGHTS, list: WEIGHTS, load_state_dict_from_url: WEIGHTS, download_url_to_file: WEIGHTS },
});

export const onnxModule = defineModule({
  name: 'torch.onnx',
  functions: {
    'export(*args, **kwargs)': notHere('torch.onnx.export', 'torch.save writes a state_dict that PyTorch loads'),
  },
});
