import os, io, glob, shutil, tempfile
import os.path as osp
from os import path
from pathlib import Path
print(os.path.join('a', 'b', '/c', 'd'), os.path.join('a', ''), osp.basename('x/y.z'), path.dirname('/a/b/c'), path.split('a/b'))
print(os.path.splitext('a.b/c.tar.gz'), os.path.splitext('.bashrc'), os.path.normpath('a//b/../c/.'), os.path.isabs('/x'))
d = tempfile.mkdtemp()
os.chdir(d)
print(os.path.exists('out'), os.listdir('.'))
os.makedirs('out/models', exist_ok=True)
os.makedirs(os.path.join('out', 'models'), exist_ok=True)
try:
    os.makedirs('out')
except FileExistsError as e:
    print(e)
try:
    os.mkdir('q/r')
except OSError as e:
    print(type(e).__name__, e)
with open('out/models/a.txt', 'w') as f:
    f.write('hi')
print(os.listdir('out'), os.path.isfile('out/models/a.txt'), os.path.isdir('out'), os.path.getsize('out/models/a.txt'))
try:
    os.remove('nothing')
except FileNotFoundError as e:
    print(e)
try:
    os.listdir('nothing')
except FileNotFoundError as e:
    print(e)
print(os.environ.get('NOT_THERE'), os.environ.get('NOT_THERE', 'dflt'), os.getenv('NOT_THERE', 3))
os.environ['CUDA_VISIBLE_DEVICES'] = '0'
print(os.environ['CUDA_VISIBLE_DEVICES'], os.sep)
try:
    os.environ['NOPE']
except KeyError as e:
    print('KeyError', e)
p = Path('out') / 'models' / 'best.model.pt'
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix('.txt'), p.with_name('z'), p.exists())
print(p.parent.exists(), p.parent.is_dir(), p.parents[1], [str(x) for x in p.parents], p.is_absolute(), Path('/a/../b//c/./d'), Path(''), Path('a', 'b'), Path() / 'x')
Path('res/x').mkdir(parents=True, exist_ok=True)
print(Path('res/n.txt').write_text('one\ntwo\n'), Path('res/n.txt').read_text().splitlines())
print(sorted(str(x) for x in Path('.').glob('**/*.txt')), sorted(x.name for x in Path('res').iterdir()), sorted(str(q) for q in Path('.').rglob('*.txt')))
print(sorted(glob.glob('res/*')), glob.glob('*.zip'), sorted(glob.glob('**/*.txt', recursive=True)))
print(Path('a') == Path('a/'), {Path('a'): 1}[Path('a')], Path('b') > Path('a'), f"{p}", str(p) + '!', os.path.join(Path('u'), 'v'))
with (Path('res') / 'z.txt').open('w') as f:
    f.write('z')
print(p.relative_to('out'), Path('x/y').as_posix(), os.fspath(p))
shutil.copy('res/z.txt', 'out')
print(sorted(os.listdir('out')))
shutil.rmtree('res')
print(os.path.exists('res'))
for root, dirs, files in os.walk('.'):
    print(root, sorted(dirs), sorted(files))
s = io.StringIO()
print('hello', file=s)
s.write('x\ny')
print(repr(s.getvalue()))
s = io.StringIO('l1\nl2\n')
print([l for l in s], s.read())
b = io.BytesIO(b'abc')
print(b.read(2), b.getvalue(), b.tell(), b.seek(0), b.read())
print(os.path.abspath('x') == os.path.join(os.getcwd(), 'x'), Path.cwd() == Path(os.getcwd()))
try:
    Path('none.txt').read_text()
except FileNotFoundError as e:
    print(e)
with tempfile.TemporaryDirectory() as t:
    print(os.path.isdir(t))
print(os.path.isdir(t))
