"""Runs listings under CPython with PyTorch and says what they logged.

One JSON object a line on standard input, {"source": ..., "filename": ...}; one a line on standard output:
{"scalars": {tag: [[step, value], ...]}, "metrics": {...}, "stdout": "..."}, or {"error": "the traceback"}.
Each listing runs in a process of its own, forked when the libraries have been read, so that none meets what another
one left. `SummaryWriter` is a recorder, and tqdm, where it is not installed, is the iterable.
"""

import contextlib
import io
import json
import os
import sys
import traceback
import types

import torch
import torchvision  # noqa: F401  read once, before the forks

torch.set_num_threads(1)

scalars = {}
metrics = {}


class Recorder:
    """What a listing uses of `SummaryWriter`; everything but scalars and hparams is let go."""

    def __init__(self, *args, **kwargs):
        pass

    def add_scalar(self, tag, scalar_value, global_step=None, *args, **kwargs):
        scalars.setdefault(tag, []).append([global_step or 0, float(scalar_value)])

    def add_scalars(self, main_tag, tag_scalar_dict, global_step=None, *args, **kwargs):
        for tag, value in tag_scalar_dict.items():
            self.add_scalar(f"{main_tag}/{tag}", value, global_step)

    def add_hparams(self, hparam_dict, metric_dict, *args, **kwargs):
        metrics.update({name: float(value) for name, value in metric_dict.items()})

    def __getattr__(self, name):
        if name.startswith("add_") or name in ("close", "flush"):
            return lambda *args, **kwargs: None
        raise AttributeError(name)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass


class Bar:
    """What a listing uses of tqdm: the iterable itself."""

    def __init__(self, iterable=(), *args, **kwargs):
        self.iterable = iterable

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def stand_in(name, **members):
    module = types.ModuleType(name)
    for member, value in members.items():
        setattr(module, member, value)
    sys.modules[name] = module


stand_in("torch.utils.tensorboard", SummaryWriter=Recorder)
try:
    import tqdm  # noqa: F401
except ImportError:
    stand_in("tqdm", tqdm=Bar, trange=lambda *args, **kwargs: Bar(range(*args)))
    stand_in("tqdm.auto", tqdm=Bar, trange=lambda *args, **kwargs: Bar(range(*args)))


def run(source, filename):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(source, filename, "exec"), {"__name__": "__main__", "__file__": filename})
    except BaseException as error:
        if not (isinstance(error, SystemExit) and error.code in (None, 0)):
            return {"error": traceback.format_exc()}
    return {"scalars": scalars, "metrics": metrics, "stdout": printed.getvalue()}


for line in sys.stdin:
    program = json.loads(line)
    child = os.fork()
    if child == 0:
        sys.stdout.write(json.dumps(run(program["source"], program["filename"])) + "\n")
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status != 0:
        sys.stdout.write(json.dumps({"error": f"the process ended with status {status}"}) + "\n")
        sys.stdout.flush()
