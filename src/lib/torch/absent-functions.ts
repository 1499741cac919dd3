/** Functions and modules of PyTorch that do not run here, each with what is near. */
import { notHere, type Functions } from '../python/bind.ts';

const LINALG = 'torch.linalg has solve, lstsq, inv, det, eigh, qr, svd, cholesky, matrix_rank and more';
const SPECIAL = "Python's math has it for numbers";
const COMPLEX = 'keep real and imaginary parts in two tensors';
const SPARSE = 'tensors are dense here';
const QUANTIZED = 'float32 and int64 run here';
const CELLS = 'nn.RNN, nn.LSTM, nn.GRU and their cells run here';
const ONE_DEVICE = 'a program has one device here';

/** What to use instead, and the names that it stands in for. */
const ADVICE: readonly (readonly [instead: string, names: string])[] = [
  [LINALG, 'eig geqrf lobpcg lstsq lu lu_solve lu_unpack matrix_rank orgqr ormqr pca_lowrank solve svd_lowrank symeig triangular_solve'],
  ['torch.hann_window, hamming_window, blackman_window and bartlett_window run here', 'kaiser_window'],
  [SPECIAL, 'frexp nextafter'],
  [COMPLEX, 'angle complex fft imag istft polar stft view_as_complex view_as_real'],
  [SPARSE, 'dsmm hsmm smm sparse sparse_coo_tensor sparse_csr_tensor spmm sspaddmm'],
  [QUANTIZED, 'dequantize quantize_per_channel quantize_per_tensor quantization'],
  [CELLS, 'gru gru_cell lstm lstm_cell rnn_relu rnn_relu_cell rnn_tanh rnn_tanh_cell'],
  [ONE_DEVICE, 'distributed multiprocessing Stream Event'],
  ['indexing, gather and torch.stack run here', 'as_strided index_reduce segment_reduce unfold_copy'],
  ['torch.histogram runs here', 'histogramdd'],
  ['torch.from_numpy and torch.tensor run here', 'frombuffer from_dlpack from_file to_dlpack'],
  ['the network runs as it is here, compiled by the page itself', 'compile fx jit'],
  ['torch.stack over a loop, or a batch dimension, does the same', 'vmap functorch'],
  ['nn.Embedding runs here', 'embedding_bag embedding_renorm_'],
  ['time.perf_counter runs here', 'profiler'],
]; // prettier-ignore

/** By name. */
export const absentFunctions: Readonly<Record<string, string>> = Object.fromEntries(
  ADVICE.flatMap(([instead, names]) => names.split(' ').map((name) => [name, instead] as const)),
);

const AS_METHODS =
  'angle as_strided dequantize frexp geqrf index_reduce istft lstsq lu nextafter orgqr smm stft symeig triangular_solve';

/** Methods of tensors that do not run here. */
export const absentMethods: Functions = {
  ...Object.fromEntries(
    AS_METHODS.split(' ').map((name) => [
      `${name}(self, *args, **kwargs)`,
      notHere(`torch.Tensor.${name}`, absentFunctions[name] ?? LINALG),
    ]),
  ),
  'apply_(self, callable)': notHere('torch.Tensor.apply_', 'functions of torch work on all elements at once'),
  'map_(self, tensor, callable)': notHere('torch.Tensor.map_', 'functions of torch work on all elements at once'),
  'resize_(self, *sizes)': notHere('torch.Tensor.resize_', 'reshape, and torch.cat with zeros, run here'),
  'set_(self, source=None)': notHere('torch.Tensor.set_', 'x.data = y does this here'),
  'to_sparse(self, *args)': notHere('torch.Tensor.to_sparse', SPARSE),
};
