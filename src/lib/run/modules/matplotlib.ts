/**
 * `matplotlib` for programs that draw beside what they do: what they draw is absorbed, and a note says so once. A page has its
 * own charts, which `SummaryWriter` feeds.
 */
import {
  currentRun,
  defineClass,
  defineModule,
  NativeIterator,
  perRun,
  PyInstance,
  PyTuple,
  type Functions,
  type PyModule,
  type PyType,
  type Value,
} from '../../python/bind.ts';

const NOTE =
  'matplotlib does not draw here: what draws with it is skipped, and the program goes on. ' +
  'torch.utils.tensorboard.SummaryWriter draws curves (add_scalar) and images (add_image).\n';

const said = perRun(() => ({ note: false }));

function note(): void {
  if (said().note) return;
  said().note = true;
  currentRun().stderr(NOTE);
}

/** A figure, axes, a line, a colour bar: takes every call, and every attribute is another. */
class Drawing extends PyInstance {
  /** How many there are, where it stands for several axes. */
  readonly count: number;

  constructor(count = 1) {
    super(drawingType);
    this.count = count;
  }
}

const each = (self: Drawing): NativeIterator =>
  NativeIterator.over(Array.from({ length: self.count }, () => new Drawing())); // prettier-ignore

const drawingType: PyType = defineClass({
  name: 'Drawing',
  module: 'matplotlib',
  allocate: null,
  methods: {
    '__call__(self, *args, **kwargs)': (self: Drawing) => new Drawing(self.count),
    '__getattr__(self, name, /)': (self: Drawing) => new Drawing(self.count),
    '__getitem__(self, key, /)': () => new Drawing(),
    '__setitem__(self, key, value, /)': () => null,
    '__iter__(self, /)': each,
    '__len__(self, /)': (self: Drawing) => self.count,
    '__enter__(self)': (self: Drawing) => self,
    '__exit__(self, type, value, traceback, /)': () => false,
    '__repr__(self, /)': () => '<matplotlib drawing, which is not shown here>',
  },
});

function absorb(): Value {
  note();
  return new Drawing();
}

const whole = (value: Value | undefined): number => (typeof value === 'number' ? value : 1);

/** `fig, axes = plt.subplots(2, 3)`: axes for as many places. */
function subplots(args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Value {
  note();
  const count = whole(args[0] ?? kwargs.get('nrows')) * whole(args[1] ?? kwargs.get('ncols'));
  return new PyTuple([new Drawing(), new Drawing(count)]);
}

// prettier-ignore
const DRAWS = ['annotate', 'arrow', 'axes', 'axhline', 'axhspan', 'axis', 'axvline', 'axvspan', 'bar', 'barh', 'boxplot', 'cla', 'clf', 'clim', 'close',
  'cm', 'colorbar', 'contour', 'contourf', 'draw', 'errorbar', 'figure', 'figtext', 'fill', 'fill_between', 'gca', 'gcf', 'get_cmap', 'grid', 'hexbin', 'hist', 'hist2d', 'hlines',
  'imread', 'imsave', 'imshow', 'ioff', 'ion', 'legend', 'loglog', 'margins', 'matshow', 'pause', 'pcolormesh', 'pie', 'plot', 'quiver', 'rc', 'savefig',
  'scatter', 'semilogx', 'semilogy', 'set_cmap', 'show', 'stackplot', 'stem', 'step', 'subplot', 'subplot2grid', 'subplots_adjust', 'suptitle', 'switch_backend', 'text', 'tick_params',
  'tight_layout', 'title', 'twinx', 'violinplot', 'vlines', 'xlabel', 'xlim', 'xscale', 'xticks', 'ylabel', 'ylim', 'yscale', 'yticks'];

const functions: Functions = {
  ...Object.fromEntries(DRAWS.filter((name) => name !== 'cm').map((name) => [`${name}(*args, **kwargs)`, absorb])),
  'subplots(*args, **kwargs)': subplots,
};

const style = defineModule({
  name: 'matplotlib.style',
  functions: { 'use(style)': () => null },
});

const settings = (): Value => new Drawing();

const pyplot = defineModule({
  name: 'matplotlib.pyplot',
  functions,
  members: { style },
  dynamic: { rcParams: settings, cm: settings },
});

const inner = ['animation', 'cm', 'colors', 'gridspec', 'lines', 'patches', 'ticker'] as const;
// prettier-ignore
const CLASSES: Readonly<Record<(typeof inner)[number], readonly string[]>> = {
  animation: ['FuncAnimation', 'ArtistAnimation'],
  cm: ['get_cmap', 'viridis', 'gray', 'ScalarMappable'],
  colors: ['ListedColormap', 'LinearSegmentedColormap', 'Normalize', 'LogNorm'],
  gridspec: ['GridSpec'],
  lines: ['Line2D'],
  patches: ['Rectangle', 'Circle', 'Patch'],
  ticker: ['MaxNLocator', 'FuncFormatter'],
};

const innerModules = inner.map((name) =>
  defineModule({
    name: `matplotlib.${name}`,
    functions: Object.fromEntries(CLASSES[name].map((member) => [`${member}(*args, **kwargs)`, absorb])),
  }),
);

const matplotlib = defineModule({
  name: 'matplotlib',
  functions: { 'use(backend, *, force=True)': () => null, 'rc(*args, **kwargs)': () => null },
  members: {
    __version__: '3.6.3',
    pyplot,
    style,
    ...Object.fromEntries(inner.map((name, i) => [name, innerModules[i]!])),
  },
  dynamic: { rcParams: settings },
});

export const matplotlibModules: readonly PyModule[] = [matplotlib, pyplot, style, ...innerModules];
