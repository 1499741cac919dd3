/** Where a library documents a name itself, where the address follows from the name. */
import type { MemberKind } from '../python/inspect.ts';

const TORCH = 'https://pytorch.org/docs/1.13/';
const TORCHVISION = 'https://pytorch.org/vision/0.14/';
const NUMPY = 'https://numpy.org/doc/1.24/reference/';
const SKLEARN = 'https://scikit-learn.org/1.2/modules/';
const PYTHON = 'https://docs.python.org/3.11/library/';
const PILLOW = 'https://pillow.readthedocs.io/en/stable/reference/';

/** Modules of PyTorch that share one page of its documentation. */
const TORCH_PAGES: Readonly<Record<string, string>> = {
  'torch.nn.init': 'nn.init.html',
  'torch.utils.data': 'data.html',
};

interface Named {
  readonly module: string;
  /** The class, for its methods. */
  readonly owner: string | null;
  readonly name: string;
  readonly kind: MemberKind;
}

/** The address of the library's own documentation of a name, or null where it cannot be told from the name. */
export function documentationOf(named: Named): string | null {
  const [root] = named.module.split('.');
  switch (root) {
    case 'torch':
      return torch(named);
    case 'torchvision':
      return named.owner === null && named.kind !== 'value' ? generated(TORCHVISION, named) : null;
    case 'numpy':
      return numpy(named);
    case 'sklearn':
      return named.owner === null && named.module !== 'sklearn' ? `${SKLEARN}${generatedPage(named)}` : null;
    case 'PIL':
      return pillow(named);
    case 'tqdm':
      return 'https://tqdm.github.io/docs/tqdm/';
    default:
      return python(named);
  }
}

const full = ({ module, owner, name }: Named): string =>
  [module, owner, name].filter((part) => part !== null).join('.');
const generatedPage = (named: Named): string => `generated/${full(named)}.html`;
const generated = (base: string, named: Named): string => base + generatedPage(named);

function torch(named: Named): string | null {
  const { module, owner, name, kind } = named;
  if (module === 'torch.utils.tensorboard') {
    const anchor = ['torch.utils.tensorboard.writer', owner, name].filter((part) => part !== null).join('.');
    return `${TORCH}tensorboard.html#${anchor}`;
  }
  const page = TORCH_PAGES[module];
  if (page !== undefined) return owner === null ? `${TORCH}${page}#${full(named)}` : null;
  if (kind === 'value') return module === 'torch' ? `${TORCH}tensor_attributes.html` : null;
  if (module === 'torch' && owner === null && name === 'Tensor') return `${TORCH}tensors.html`;
  if (owner === null) return generated(TORCH, named);
  // The methods of tensors have pages of their own; those of other classes are on the page of their class.
  if (owner === 'Tensor') return generated(TORCH, named);
  // Of the layers, only their base documents its methods.
  if (module === 'torch.nn' && owner !== 'Module') return null;
  return `${TORCH}generated/${module}.${owner}.html#${full(named)}`;
}

function numpy(named: Named): string | null {
  const { module, owner, name, kind } = named;
  if (module === 'numpy.random') {
    if (owner === 'Generator' || owner === 'RandomState') return `${NUMPY}random/${generatedPage(named)}`;
    if (owner !== null) return null;
    if (name === 'Generator' || name === 'default_rng') return `${NUMPY}random/generator.html#${full(named)}`;
    if (name === 'RandomState') return `${NUMPY}random/legacy.html#${full(named)}`;
    return kind === 'function' ? `${NUMPY}random/${generatedPage(named)}` : null;
  }
  if (module === 'numpy' && owner === null && ['pi', 'e', 'inf', 'nan', 'newaxis'].includes(name)) {
    return `${NUMPY}constants.html#${full(named)}`;
  }
  if (owner !== null && owner !== 'ndarray') return null;
  return generated(NUMPY, named);
}

function pillow({ module, owner, name, kind }: Named): string | null {
  if (module === 'PIL' || kind === 'value') return null;
  const page = module.split('.').at(-1)!;
  const anchor = [module, owner, name].filter((part) => part !== null).join('.');
  return `${PILLOW}${page}.html#${anchor}`;
}

function python({ module, owner, name, kind }: Named): string | null {
  if (module !== 'builtins') {
    const anchor = [module, owner, name].filter((part) => part !== null).join('.');
    return kind === 'value' && owner !== null ? null : `${PYTHON}${module}.html#${anchor}`;
  }
  if (owner !== null) return `${PYTHON}stdtypes.html#${owner}.${name}`;
  if (kind === 'exception') return `${PYTHON}exceptions.html#${name}`;
  if (kind === 'value') return `${PYTHON}constants.html#${name}`;
  // The documentation keeps the types that are constructed like functions in two places, and links the one to the other.
  return `${PYTHON}functions.html#${PREFIXED.has(name) ? `func-${name}` : name}`;
}

/** Types whose anchors among the built-in functions tell them from their own sections. */
const PREFIXED = new Set(['dict', 'frozenset', 'list', 'range', 'set', 'str', 'tuple', 'bytes']);
