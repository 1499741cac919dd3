"""Checks with PyTorch's torch.load the files that a program saved here: PyTorch runs the program too, and what both saved is compared.

    npm run listing -- PROGRAM.py --engine wasm --keep FOLDER
    python3 tests/reference/load_saved.py PROGRAM.py FOLDER

Files are told by their names (programs may save to a temporary folder). Where PyTorch saved a whole module, the file from here holds its
state_dict. Floats may differ by rounding, as training does, and strides, as tensors are saved here row by row; everything else must be
the same. Exits with 1 where something differs.
"""

import argparse
import contextlib
import io
import os
import pathlib
import runpy
import sys
import tempfile
import warnings

import torch


def differences(ours, theirs, at, tied):
    """Yields a line for each place where the values differ. `tied` maps storages of ours to those of theirs."""
    if isinstance(theirs, torch.nn.Module):
        theirs = theirs.state_dict()
    if type(ours) is not type(theirs):
        yield f"{at}: {type(ours).__name__}, PyTorch has {type(theirs).__name__}"
    elif isinstance(theirs, torch.Tensor):
        for what in ("dtype", "shape", "requires_grad"):
            mine, other = getattr(ours, what), getattr(theirs, what)
            if mine != other:
                yield f"{at}.{what}: {mine}, PyTorch has {other}"
                return
        if not torch.allclose(ours.double(), theirs.double(), rtol=1e-4, atol=1e-6, equal_nan=True):
            yield f"{at}: {ours}, PyTorch has {theirs}"
        storage = theirs.storage().data_ptr()
        if storage and tied.setdefault(ours.storage().data_ptr(), storage) != storage:
            yield f"{at}: shares its numbers with other tensors than in PyTorch"
    elif isinstance(theirs, dict):
        if list(ours) != list(theirs):
            yield f"{at}: keys {list(ours)}, PyTorch has {list(theirs)}"
            return
        for key in theirs:
            yield from differences(ours[key], theirs[key], f"{at}[{key!r}]", tied)
    elif isinstance(theirs, (list, tuple)):
        if len(ours) != len(theirs):
            yield f"{at}: {len(ours)} items, PyTorch has {len(theirs)}"
        for i, (mine, other) in enumerate(zip(ours, theirs)):
            yield from differences(mine, other, f"{at}[{i}]", tied)
    elif isinstance(theirs, float):
        if abs(ours - theirs) > 1e-6 + 1e-4 * abs(theirs) and not (ours != ours and theirs != theirs):
            yield f"{at}: {ours}, PyTorch has {theirs}"
    elif ours != theirs:
        yield f"{at}: {ours!r}, PyTorch has {theirs!r}"


def saved(folder):
    """The files below a folder that torch.save wrote, by name."""
    files = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file() and path.read_bytes()[:2] == b"PK":
            files[path.name] = path
    return files


parser = argparse.ArgumentParser()
parser.add_argument("program", type=pathlib.Path)
parser.add_argument("folder", type=pathlib.Path)
options = parser.parse_args()
ours = saved(options.folder)
if not ours:
    sys.exit(f"{options.folder} holds no file that torch.save wrote")

program = str(options.program.resolve())
start = os.getcwd()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    tempfile.tempdir = folder
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = runpy.run_path(program, run_name="__main__")
    os.chdir(start)
    # A whole module is pickled with its class's place, which is the program.
    for name, value in names.items():
        if isinstance(value, type) and value.__module__ == "__main__":
            setattr(sys.modules["__main__"], name, value)
    theirs = saved(folder)
    wrong = [f"{name}: only one of the two saved it" for name in sorted(ours.keys() ^ theirs.keys())]
    for name in sorted(ours.keys() & theirs.keys()):
        found = list(differences(torch.load(ours[name]), torch.load(theirs[name]), name, {}))
        wrong += found
        print(f"{name}: {'differs' if found else 'the same'}")
for line in wrong:
    print(line)
sys.exit(bool(wrong))
