/** Names of NumPy that do not run here, each with what is near. */
import { absentFunctions, exc, sharedAdvice, type Functions } from '../python/bind.ts';

const FLOATS = 'float32 and float64 run here';
const TEXTS = 'numpy.array of str and list comprehensions run here';
const DATES = 'the modules datetime and time run here';
const RECORDS = 'an array for each column, or a list of dicts, runs here';
const MATRICES = 'numpy.array and @ run here';
const READING = 'numpy.loadtxt, genfromtxt and load run here';
const BUFFERS = 'numpy.array of lists runs here';
const OPTIONS = 'numpy.set_printoptions, printoptions and errstate run here';
const DTYPES = 'numpy.dtype, result_type, promote_types and issubdtype run here';
const DOCUMENTATION = 'the reference of this site lists what runs here';
const ONE_BUILD = 'arrays here have one memory layout and no C library beneath them';

/** By name. */
export const absentNames: Readonly<Record<string, string>> = {
  ...sharedAdvice('cdouble cfloat clongdouble clongfloat complex128 complex256 complex64 complex_ complexfloating csingle float128 longcomplex longdouble longfloat singlecomplex sort_complex', FLOATS),
  ...sharedAdvice('float16 half', 'float32 runs here'),
  ...sharedAdvice('bytes_ char character chararray compare_chararrays flexible string_', TEXTS),
  ...sharedAdvice('busday_count busday_offset busdaycalendar datetime64 datetime_as_string datetime_data is_busday isnat timedelta64', DATES),
  ...sharedAdvice('format_parser rec recarray record recfromcsv recfromtxt void', RECORDS),
  ...sharedAdvice('asmatrix bmat mat matrix', MATRICES),
  ...sharedAdvice('DataSource fromfile fromregex', READING),
  ...sharedAdvice('from_dlpack frombuffer fromstring memmap', BUFFERS),
  ...sharedAdvice('geterr geterrcall geterrobj getbufsize set_numeric_ops set_string_function setbufsize seterrcall seterrobj', OPTIONS),
  ...sharedAdvice('cast find_common_type issubclass_ issubsctype maximum_sctype mintypecode nbytes obj2sctype sctype2char sctypeDict sctypes typecodes typename ScalarType', DTYPES),
  ...sharedAdvice('add_docstring add_newdoc add_newdoc_ufunc deprecate deprecate_with_doc info lookfor source', DOCUMENTATION),
  ...sharedAdvice('byte_bounds core fastCopyAndTranspose get_array_wrap get_include show_config show_runtime test', ONE_BUILD),
  ...sharedAdvice('compat kernel_version numarray oldnumeric Tester TooHardError version', 'numpy.__version__ runs here'),
  math: 'the module math runs here',
  ...sharedAdvice('disp who', 'print runs here'),
  ...sharedAdvice('ALLOW_THREADS BUFSIZE CLIP ERR_CALL ERR_DEFAULT ERR_IGNORE ERR_LOG ERR_PRINT ERR_RAISE ERR_WARN FLOATING_POINT_SUPPORT FPE_DIVIDEBYZERO FPE_INVALID FPE_OVERFLOW FPE_UNDERFLOW MAXDIMS MAY_SHARE_BOUNDS MAY_SHARE_EXACT RAISE SHIFT_DIVIDEBYZERO SHIFT_INVALID SHIFT_OVERFLOW SHIFT_UNDERFLOW UFUNC_BUFSIZE_DEFAULT UFUNC_PYVALS_NAME WRAP tracemalloc_domain use_hugepage', 'constants of its C code mean nothing here'),
  einsum_path: 'numpy.einsum runs here, in the order of its operands',
  nested_iters: 'x.flat and numpy.ndenumerate run here',
  frompyfunc: 'numpy.vectorize runs here',
  fft: 'numpy.sin, cos and @ run here',
  polynomial: 'numpy.poly1d, polyfit and polyval run here',
  ...sharedAdvice('ctypeslib emath lib', 'the functions of numpy itself run here'),
  ma: 'numpy.where and the nan functions run here',
  safe_eval: 'json.loads runs here',
}; // prettier-ignore

const VIEWS = 'an array here is always seen as its own dtype; astype makes a copy of another';
const MEMORY = 'tobytes() gives a copy of the elements';

/** Methods of arrays that do not run here. */
export const absentMethods: Functions = absentFunctions('numpy.ndarray', {
  'byteswap(self, inplace=False)': VIEWS,
  'getfield(self, dtype, offset=0)': VIEWS,
  'newbyteorder(self, new_order="S")': VIEWS,
  'setfield(self, val, dtype, offset=0)': VIEWS,
  'dump(self, file)': 'numpy.save runs here',
  'dumps(self)': 'tobytes() runs here',
  'tofile(self, fid, sep="", format="%s")': 'numpy.save and savetxt run here',
  'setflags(self, write=None, align=None, uic=None)': 'every array here can be written to; copy() keeps what was',
  'resize(self, *new_shape, refcheck=True)': 'numpy.resize makes a new array',
});

/** Attributes of arrays that do not run here. */
export const absentProperties: Readonly<Record<string, () => never>> = Object.fromEntries(
  ['ctypes', 'data', '__array_interface__'].map((name) => [
    name,
    () => {
      throw exc.NotImplementedError(`numpy.ndarray.${name} does not run here; ${MEMORY}`);
    },
  ]),
);
