/** Functions and modules of PyTorch that do not run here, each with what is near. */
import { absentFunctions, sharedAdvice, type Functions } from '../python/bind.ts';

const LINALG = 'torch.linalg has solve, lstsq, inv, det, eigh, qr, svd, cholesky, matrix_rank and more';
const SPECIAL = "Python's math has it for numbers";
const COMPLEX = 'keep real and imaginary parts in two tensors';
const SPARSE = 'tensors are dense here';
const QUANTIZED = 'float32 and int64 run here';
const CELLS = 'nn.RNN, nn.LSTM, nn.GRU and their cells run here';
const ONE_DEVICE = 'a program has one device here';

/** By name. */
export const absentNames: Readonly<Record<string, string>> = {
  ...sharedAdvice('eig geqrf lobpcg lstsq lu lu_solve lu_unpack matrix_rank orgqr ormqr pca_lowrank solve svd_lowrank symeig triangular_solve', LINALG),
  kaiser_window: 'torch.hann_window, hamming_window, blackman_window and bartlett_window run here',
  ...sharedAdvice('frexp nextafter', SPECIAL),
  ...sharedAdvice('angle complex fft imag istft polar stft view_as_complex view_as_real', COMPLEX),
  ...sharedAdvice('dsmm hsmm smm sparse sparse_coo_tensor sparse_csr_tensor spmm sspaddmm', SPARSE),
  ...sharedAdvice('dequantize quantize_per_channel quantize_per_tensor quantization', QUANTIZED),
  ...sharedAdvice('gru gru_cell lstm lstm_cell rnn_relu rnn_relu_cell rnn_tanh rnn_tanh_cell', CELLS),
  ...sharedAdvice('distributed multiprocessing Stream Event', ONE_DEVICE),
  ...sharedAdvice('as_strided index_reduce segment_reduce unfold_copy', 'indexing, gather and torch.stack run here'),
  histogramdd: 'torch.histogram runs here',
  ...sharedAdvice('frombuffer from_dlpack from_file to_dlpack', 'torch.from_numpy and torch.tensor run here'),
  ...sharedAdvice('compile fx jit', 'the network runs as it is here, compiled by the page itself'),
  ...sharedAdvice('vmap functorch', 'torch.stack over a loop, or a batch dimension, does the same'),
  ...sharedAdvice('embedding_bag embedding_renorm_', 'nn.Embedding runs here'),
  profiler: 'time.perf_counter runs here',
  testing: 'torch.allclose and torch.equal run here',
  ...sharedAdvice('BFloat16Tensor CharTensor HalfTensor ShortTensor', QUANTIZED),
  ...sharedAdvice('as_strided_ as_strided_scatter empty_strided narrow_copy', 'indexing, gather and torch.stack run here'),
  ...sharedAdvice('nested masked', 'nn.utils.rnn.pad_sequence and a mask of truth values run here'),
  ...sharedAdvice('hspmm saddmm sparse_bsc_tensor sparse_bsr_tensor sparse_compressed_tensor sparse_csc_tensor', SPARSE),
  ...sharedAdvice('chalf conj_physical resolve_conj', COMPLEX),
  ...sharedAdvice('futures fork wait', ONE_DEVICE),
}; // prettier-ignore

const AS_METHODS =
  'angle as_strided dequantize frexp geqrf index_reduce istft lstsq lu nextafter orgqr smm stft symeig triangular_solve';

/** Methods of tensors that do not run here. */
export const absentMethods: Functions = absentFunctions('torch.Tensor', {
  ...Object.fromEntries(
    AS_METHODS.split(' ').map((name) => [`${name}(self, *args, **kwargs)`, absentNames[name] ?? LINALG]),
  ),
  'apply_(self, callable)': 'functions of torch work on all elements at once',
  'map_(self, tensor, callable)': 'functions of torch work on all elements at once',
  'resize_(self, *sizes)': 'reshape, and torch.cat with zeros, run here',
  'set_(self, source=None)': 'x.data = y does this here',
  'to_sparse(self, *args)': SPARSE,
  'to_sparse_coo(self)': SPARSE,
  'to_sparse_csr(self)': SPARSE,
  'to_dense(self)': SPARSE,
  'coalesce(self)': SPARSE,
  'as_strided_(self, *args)': 'indexing, gather and torch.stack run here',
  'resize(self, *sizes)': 'reshape, and torch.cat with zeros, run here',
  'resize_as_(self, tensor)': 'reshape, and torch.cat with zeros, run here',
  'rename(self, *names)': 'dimensions have numbers, and no names, here',
  'refine_names(self, *names)': 'dimensions have numbers, and no names, here',
  'align_to(self, *names)': 'permute runs here',
  'eig(self, *args)': LINALG,
  'solve(self, *args)': LINALG,
});
