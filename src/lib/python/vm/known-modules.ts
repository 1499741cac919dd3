/** Modules of Python and of its libraries that do not run here, and what is near. */
const ALONE = 'programs here run alone, in one thread';
const NETWORK = 'programs here have no network';
const WEIGHTS = 'a page cannot fetch pretrained networks; build one of torch.nn layers';

const NEAR: Readonly<Record<string, string>> = {
  multiprocessing: ALONE,
  threading: ALONE,
  subprocess: ALONE,
  concurrent: ALONE,
  asyncio: ALONE,
  queue: `${ALONE}; collections.deque is a queue`,
  signal: ALONE,
  socket: NETWORK,
  requests: NETWORK,
  urllib: NETWORK,
  http: NETWORK,
  wandb: 'torch.utils.tensorboard.SummaryWriter logs curves here',
  tensorboardX: 'torch.utils.tensorboard.SummaryWriter logs curves here',
  mlflow: 'torch.utils.tensorboard.SummaryWriter logs curves here',
  seaborn: 'torch.utils.tensorboard.SummaryWriter draws curves here',
  plotly: 'torch.utils.tensorboard.SummaryWriter draws curves here',
  torchsummary: 'print(model) shows its layers, and sum(p.numel() for p in model.parameters()) counts its parameters',
  torchinfo: 'print(model) shows its layers, and sum(p.numel() for p in model.parameters()) counts its parameters',
  torchviz: 'a tensor’s grad_fn names the operation that made it',
  torchmetrics: 'sklearn.metrics runs here, and (pred.argmax(1) == y).float().mean() is an accuracy',
  torchaudio: 'torchvision.datasets has data',
  torchtext: 'torchvision.datasets has data',
  transformers: WEIGHTS,
  timm: WEIGHTS,
  pytorch_lightning: 'a training loop in plain PyTorch runs here',
  lightning: 'a training loop in plain PyTorch runs here',
  tensorflow: 'torch runs here',
  keras: 'torch.nn runs here',
  jax: 'torch runs here',
  scipy: 'numpy, math and statistics run here',
  cv2: 'torchvision.transforms runs here',
  unittest: 'assert runs here',
  doctest: 'assert runs here',
  timeit: 'time.perf_counter runs here',
  secrets: 'random runs here',
  uuid: 'random runs here',
  array: 'list, bytearray and numpy run here',
  weakref: 'ordinary references run here',
  calendar: 'time runs here',
  gzip: 'open reads and writes plain files here',
  sqlite3: 'json and pickle keep data in files of the run',
  ctypes: 'programs here call no machine code',
};

/** What is near a module that is not here, by its first name; undefined for names that nobody knows. */
export function nearModule(name: string): string | undefined {
  const [first = ''] = name.split('.');
  return Object.hasOwn(NEAR, first) ? NEAR[first] : undefined;
}
