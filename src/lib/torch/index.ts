/** The modules `torch.…` that a program can import. */
import { defineModule, exc, float, notHere, type PyModule, type Value } from '../python/bind.ts';
import { absentNames } from './absent-names.ts';
import { rewordModule, rewordType } from './argument-errors.ts';
import { ampModule, autocastType, cudaAmpModule } from './amp.ts';
import { autogradFunctionalModule, autogradModule } from './autograd-functional.ts';
import { gradModes } from './grad-mode.ts';
import { acceleratorModule, backendModules, backendsModule, cudaModule, hubModule, onnxModule } from './backends.ts';
import { oldTensorTypes } from './constructors.ts';
import { deviceType } from './device.ts';
import { distributionModules, distributionsModule } from './distributions/index.ts';
import { absentDTypes, dtypeArgument, dtypeMembers, dtypeType, torchDType } from './dtypes.ts';
import { generatorType } from './generator.ts';
import { functionalModule, functionsOfTorch, initModule, nnModule, nnUtilsModule } from './nn/index.ts';
import { creationFunctions } from './ops/creation.ts';
import { functionalDropout } from './ops/dropout.ts';
import { einsumFunctions } from './ops/einsum.ts';
import { diagonalTorchFunctions } from './ops/diagonals.ts';
import { factTorchFunctions } from './ops/facts.ts';
import { inPlaceFunctions } from './ops/in-place.ts';
import { joiningFunctions } from './ops/joining.ts';
import { movementTorchFunctions } from './ops/movement.ts';
import { productTorchFunctions } from './ops/products.ts';
import { setTorchFunctions } from './ops/sets.ts';
import { withOut } from './ops/written.ts';
import { randomFunctions } from './ops/random.ts';
import { selectionTorchFunctions } from './ops/selection.ts';
import { defaultGenerator, randomModule, seedFunctions } from './random.ts';
import { optimModule, schedulerModule, swaModule } from './optim/index.ts';
import { serializationFunctions } from './serialization/index.ts';
import { slopeFunctions } from './ops/copies-and-slopes.ts';
import { rearrangingTorchFunctions } from './ops/rearranging.ts';
import { statisticsTorchFunctions } from './ops/statistics.ts';
import { sizeType } from './size.ts';
import { polygammaFunctions, specialModule } from './special/index.ts';
import { torchState } from './state.ts';
import { namedDType, sharedFunctions, tensorType } from './tensor-type.ts';
import { Tensor } from './tensor.ts';
import { printOptionFunctions } from './print-options.ts';
import { finfoType, iinfoType, typePromotionFunctions } from './number-limits.ts';
import { layoutMembers } from './memory-formats.ts';
import { linalgModule, matrixTorchFunctions } from './linalg/index.ts';
import { dataloaderModule, dataModule, datasetModule, samplerModule } from './utils/data/index.ts';

/** float32 is the only default here. Raises NotImplementedError for another. */
function setDefaultDType(dtype: Value): null {
  const named = dtypeArgument(dtype, 'float32');
  if (named === 'float32') return null;
  if (named !== 'float64') throw exc.TypeError('only floating-point types are supported as the default type');
  throw exc.NotImplementedError(
    'torch.set_default_dtype runs here with torch.float32 only; give dtype=torch.float64 to the tensors that should have it',
  );
}

const torchModule = defineModule({
  name: 'torch',
  functions: {
    ...withOut(sharedFunctions),
    ...creationFunctions,
    ...movementTorchFunctions,
    ...diagonalTorchFunctions,
    ...inPlaceFunctions,
    ...joiningFunctions,
    ...productTorchFunctions,
    ...setTorchFunctions,
    ...factTorchFunctions,
    ...einsumFunctions,
    ...matrixTorchFunctions,
    ...polygammaFunctions.torch,
    ...slopeFunctions,
    ...selectionTorchFunctions,
    ...statisticsTorchFunctions,
    ...rearrangingTorchFunctions,
    ...functionsOfTorch,
    ...randomFunctions,
    ...seedFunctions,
    ...serializationFunctions,
    ...printOptionFunctions,
    ...typePromotionFunctions,
    'dropout(input, p, train)': functionalDropout,
    'binomial(count, prob, generator=None)': notHere(
      'torch.binomial',
      'numpy.random.binomial and torch.bernoulli run here',
    ),
    'is_tensor(obj)': (value: Value) => value instanceof Tensor,
    'get_default_dtype()': () => torchDType('float32'),
    'set_default_dtype(d)': setDefaultDType,
    'set_default_tensor_type(t)': (type: Value) => setDefaultDType(namedDType(type)),
    'is_grad_enabled()': () => torchState().gradEnabled,
    'is_inference_mode_enabled()': () => torchState().inference,
    'is_inference(input)': (x: Tensor) => x.isInference,
    'set_num_threads(int)': () => null,
    'get_num_threads()': () => 1,
    'set_num_interop_threads(int)': () => null,
    'set_float32_matmul_precision(precision)': () => null,
    'use_deterministic_algorithms(mode, *, warn_only=False)': () => null,
    'are_deterministic_algorithms_enabled()': () => false,
    'is_autocast_enabled()': () => false,
    'is_autocast_cpu_enabled()': () => false,
    'get_num_interop_threads()': () => 1,
    'get_float32_matmul_precision()': () => 'highest',
    'set_flush_denormal(mode)': () => false,
    'is_anomaly_enabled()': () => false,
  },
  members: {
    ...dtypeMembers,
    ...oldTensorTypes,
    ...gradModes,
    ...layoutMembers,
    __version__: '1.13.0',
    dtype: dtypeType,
    device: deviceType,
    Generator: generatorType,
    finfo: finfoType,
    iinfo: iinfoType,
    linalg: linalgModule,
    Size: sizeType,
    Tensor: tensorType,
    accelerator: acceleratorModule,
    amp: ampModule,
    autocast: autocastType,
    autograd: autogradModule,
    backends: backendsModule,
    cuda: cudaModule,
    distributions: distributionsModule,
    hub: hubModule,
    nn: nnModule,
    optim: optimModule,
    random: randomModule,
    special: specialModule,
    utils: defineModule({ name: 'torch.utils', members: { data: dataModule } }),
    e: float(Math.E),
    inf: float(Infinity),
    nan: float(NaN),
    pi: float(Math.PI),
  },
  absent: { ...absentDTypes, ...absentNames },
  dynamic: { default_generator: () => defaultGenerator() },
});

rewordModule(torchModule);
rewordType(tensorType);

/** A file of PyTorch's by whose name programs import what its package has too. */
const fileOf = (name: string, owner: PyModule, member: string): [string, PyModule] => [
  name,
  defineModule({ name, members: { [member]: owner.member(member)! } }),
];

/** By dotted name. */
export const torchModules: ReadonlyMap<string, PyModule> = new Map([
  ['torch', torchModule],
  ['torch.accelerator', acceleratorModule],
  ['torch.amp', ampModule],
  ['torch.cuda.amp', cudaAmpModule],
  ['torch.autograd', autogradModule],
  ...backendModules.map((module) => [module.name, module] as const),
  ...distributionModules.map((module) => [module.name, module] as const),
  ['torch.hub', hubModule],
  ['torch.linalg', linalgModule],
  ['torch.onnx', onnxModule],
  ['torch.autograd.functional', autogradFunctionalModule],
  fileOf('torch.autograd.function', autogradModule, 'Function'),
  ['torch.cuda', cudaModule],
  ['torch.nn', nnModule],
  ['torch.nn.functional', functionalModule],
  ['torch.nn.init', initModule],
  fileOf('torch.nn.parameter', nnModule, 'Parameter'),
  ['torch.nn.utils', nnUtilsModule],
  ['torch.nn.utils.prune', nnUtilsModule.member('prune') as PyModule],
  ['torch.nn.utils.rnn', nnUtilsModule.member('rnn') as PyModule],
  ['torch.optim', optimModule],
  ['torch.optim.lr_scheduler', schedulerModule],
  fileOf('torch.optim.optimizer', optimModule, 'Optimizer'),
  ['torch.random', randomModule],
  ['torch.special', specialModule],
  ['torch.optim.swa_utils', swaModule],
  ['torch.utils', torchModule.member('utils') as PyModule],
  ['torch.utils.data', dataModule],
  ['torch.utils.data.dataset', datasetModule],
  ['torch.utils.data.dataloader', dataloaderModule],
  ['torch.utils.data.sampler', samplerModule],
]);

export { registerArrayFactory } from '../tensor/array-interface.ts';
