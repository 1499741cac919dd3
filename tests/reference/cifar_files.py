"""Writes small files in CIFAR-10's formats to tests/unit/data/cifar: two images to a batch, made by a formula.

    python3 tests/reference/cifar_files.py

python2.tar.gz is pickled instruction by instruction as Python 2 did it for the published files; CPython checks that it reads it.
"""

import hashlib
import io
import json
import pathlib
import pickle
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile

import numpy as np

OUT = pathlib.Path(__file__).parent.parent / "unit" / "data" / "cifar"
NAMES = [f"data_batch_{i}" for i in range(1, 6)] + ["test_batch"]
COUNT = 2
CLASSES = "airplane automobile bird cat deer dog frog horse ship truck".split()


def content(batch):
    at = np.arange(COUNT * 3072)
    data = ((at // 7 + at % 5 * 3 + batch * 11) % 256).astype(np.uint8).reshape(COUNT, 3072)
    return data, [(batch * 3 + i) % 10 for i in range(COUNT)]


def short(text):
    return b"U" + bytes([len(text)]) + text.encode("latin1")


def python2(batch):
    """The instructions of the published files, in their order."""
    data, labels = content(batch)
    raw = data.tobytes()
    label = f"training batch {batch + 1} of 5"
    parts = [b"\x80\x02}q\x01(", short("batch_label"), b"q\x02", short(label), b"q\x03", short("labels"), b"q\x04]q\x05("]
    parts += [b"K" + bytes([n]) for n in labels]
    parts += [b"e", short("data"), b"q\x06cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\x00\x85"]
    parts += [short("b"), b"\x87Rq\t(K\x01K", bytes([COUNT]), b"M\x00\x0c\x86cnumpy\ndtype\nq\n", short("u1")]
    parts += [b"K\x00K\x01\x87Rq\x0b(K\x03", short("|"), b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89"]
    parts += [b"T" + struct.pack("<I", len(raw)) + raw, b"tb", short("filenames"), b"q\x0c]q\r("]
    parts += [short(f"image_{i}.png") for i in range(COUNT)]
    made = b"".join(parts) + b"eu."
    read = pickle.loads(made, encoding="latin1")
    assert (read["data"] == data).all() and read["labels"] == labels and read["batch_label"] == label
    return made


def python3(batch):
    data, labels = content(batch)
    return pickle.dumps({"batch_label": "any", "labels": labels, "data": data, "filenames": ["a.png", "b.png"]}, protocol=2)


def binary(batch):
    data, labels = content(batch)
    return b"".join(bytes([label]) + row.tobytes() for row, label in zip(data, labels))


def archive(name, folder, ending, make):
    sums = {}
    with tarfile.open(OUT / name, "w:gz", format=tarfile.GNU_FORMAT) as tar:
        entry = tarfile.TarInfo(folder)
        entry.type = tarfile.DIRTYPE
        tar.addfile(entry)
        for batch, title in enumerate(NAMES):
            made = make(batch)
            sums[title] = hashlib.md5(made).hexdigest()
            entry = tarfile.TarInfo(f"{folder}/{title}{ending}")
            entry.size = len(made)
            tar.addfile(entry, io.BytesIO(made))
    sums[name] = hashlib.md5((OUT / name).read_bytes()).hexdigest()
    return sums


OUT.mkdir(parents=True, exist_ok=True)
facts = {
    "python2.tar.gz": archive("python2.tar.gz", "cifar-10-batches-py", "", python2),
    "python3.tar.gz": archive("python3.tar.gz", "cifar-10-batches-py", "", python3),
    "binary.tar.gz": archive("binary.tar.gz", "cifar-10-batches-bin", ".bin", binary),
}
train = np.vstack([content(i)[0] for i in range(5)]).reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
facts["train"] = {
    "labels": sum((content(i)[1] for i in range(5)), []),
    "sha256": hashlib.sha256(np.ascontiguousarray(train).tobytes()).hexdigest(),
}

# What torchvision makes of them, in a program that tests/unit/torchvision runs too.
program = pathlib.Path(__file__).parent.parent / "unit" / "torchvision" / "cifar_program.py"
with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "cifar").mkdir()
    shutil.copy(OUT / "python2.tar.gz", pathlib.Path(folder) / "cifar" / "cifar-10-python.tar.gz")
    with tarfile.open(OUT / "python2.tar.gz") as tar:
        tar.extractall(pathlib.Path(folder) / "cifar")
    patched = "import torchvision.datasets.cifar as c\nc.check_integrity = lambda *a: True\nc.CIFAR10._load_meta = lambda self: (setattr(self, 'classes', CLASSES), setattr(self, 'class_to_idx', {n: i for i, n in enumerate(CLASSES)}))\n"
    patched = f"CLASSES = {CLASSES}\n" + patched + program.read_text()
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", patched], cwd=folder, capture_output=True, text=True, check=True)
program.with_suffix(".out").write_text(run.stdout)
(OUT / "facts.json").write_text(json.dumps(facts, indent=1) + "\n")
