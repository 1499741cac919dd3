/** `scipy.sparse.csr_matrix`, as far as encoders give it: a matrix of which only what is not zero is kept. */
import { defineClass, exc, float, PyInstance, str, tuple, type PyType, type Task } from '../python/bind.ts';
import type { DTypeName } from '../numpy/dtype.ts';
import { numPyDType } from '../numpy/dtype-object.ts';
import { ndarray, type NdArray } from '../numpy/ndarray.ts';
import { scalar } from '../numpy/scalar.ts';

/** The elements of a row that are kept. */
export interface SparseRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** A matrix in rows. */
export class SparseMatrix extends PyInstance {
  readonly rows: readonly SparseRow[];
  readonly width: number;
  readonly dtype: DTypeName;

  constructor(rows: readonly SparseRow[], width: number, dtype: DTypeName) {
    super(csrMatrixType);
    this.rows = rows;
    this.width = width;
    this.dtype = dtype;
  }

  /** How many elements are kept. */
  get stored(): number {
    return this.rows.reduce((count, { columns }) => count + columns.length, 0);
  }

  /** The same with its zeros. */
  dense(): NdArray {
    const data = new Float64Array(this.rows.length * this.width);
    this.rows.forEach(({ columns, values }, row) => {
      columns.forEach((column, i) => (data[row * this.width + column] = values[i]!));
    });
    return ndarray(data, [this.rows.length, this.width], this.dtype);
  }
}

const csrMatrixType: PyType = defineClass({
  name: 'csr_matrix',
  module: 'scipy.sparse._csr',
  allocate: null,
  methods: {
    'toarray(self)': (self: SparseMatrix) => self.dense(),
    'getnnz(self)': (self: SparseMatrix) => self.stored,
    '__len__(self)': () => {
      throw exc.TypeError('sparse matrix length is ambiguous; use getnnz() or shape[0]');
    },
    '__getitem__(self, key, /)': () => {
      throw exc.NotImplementedError('elements of a sparse matrix are not picked here; pick them from its toarray()');
    },
    '__repr__(self)': (self: SparseMatrix) =>
      `<${self.rows.length}x${self.width} sparse matrix of type '<class 'numpy.${self.dtype}'>'\n\twith ${self.stored} stored elements in Compressed Sparse Row format>`,
    '__str__(self)': function* (self: SparseMatrix): Task<string> {
      const lines: string[] = [];
      for (const [row, { columns, values }] of self.rows.entries()) {
        for (const [i, column] of columns.entries()) {
          const value = self.dtype === 'float64' ? float(values[i]!) : scalar(values[i]!, self.dtype);
          lines.push(`  (${row}, ${column})\t${yield* str(value)}`);
        }
      }
      return lines.join('\n');
    },
  },
  properties: {
    shape: (self: SparseMatrix) => tuple(self.rows.length, self.width),
    ndim: () => 2,
    nnz: (self: SparseMatrix) => self.stored,
    dtype: (self: SparseMatrix) => numPyDType(self.dtype),
    A: (self: SparseMatrix) => self.dense(),
  },
});
