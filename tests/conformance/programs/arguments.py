import argparse, sys
def build(**kw):
    p = argparse.ArgumentParser(prog='train.py', description='Train a small network on images, with all of the usual settings that one might want to change in an experiment.', epilog='See the notes.', **kw)
    p.add_argument('data', help='folder of the data')
    p.add_argument('extra', nargs='*', help='more')
    p.add_argument('--batch-size', type=int, default=64, metavar='N', help='input batch size for training (default: %(default)s)')
    p.add_argument('-e', '--epochs', type=int, default=14, help='number of epochs')
    p.add_argument('--lr', '--learning-rate', type=float, default=1e-3, help='learning rate, a float that should be rather small, e.g. 0.001 or even 1e-4; 50%% of it')
    p.add_argument('--model', choices=['mlp', 'cnn'], default='mlp')
    p.add_argument('-v', '--verbose', action='count', default=0)
    p.add_argument('-q', action='store_true')
    p.add_argument('--no-cuda', action='store_false', dest='cuda')
    p.add_argument('--tag', action='append')
    p.add_argument('--sizes', nargs='+', type=int, default=[1, 2])
    p.add_argument('--betas', nargs=2, type=float, metavar=('B1', 'B2'))
    p.add_argument('--amp', action=argparse.BooleanOptionalAction, default=True, help='use amp')
    p.add_argument('--opt', nargs='?', const='c', default='d')
    p.add_argument('--secret', help=argparse.SUPPRESS)
    p.add_argument('--version', action='version', version='%(prog)s 1.0')
    return p
def attempt(p, text):
    try:
        print(p.parse_args(text.split()))
    except SystemExit as e:
        print('exit', e.code)
sys.stderr = sys.stdout
p = build()
for t in ['d', 'd a b --epochs 3', 'd -e3 -vvq --lr=0.5', 'd --model rnn', 'd --epochs x', '', 'd --unknown 3', 'd --betas 1 2 --sizes 3 4 5',
          'd --betas 1', 'd --tag a --tag b', 'd --no-amp --no-cuda', 'd --opt', 'd --opt x', 'd --ep 9', 'd --s 3', 'd --lr', 'd --sizes', 'd --lr -3', 'd -- --lr', 'd --q=3', 'd --no-cuda=1', '--version', '-h', 'd -qx']:
    attempt(p, t)
print(p.parse_known_args(['d', '--zzz', '1']))
p.print_usage()
print(build(formatter_class=argparse.ArgumentDefaultsHelpFormatter).format_help())
q = argparse.ArgumentParser()
g = q.add_mutually_exclusive_group(required=True)
g.add_argument('--a', action='store_true')
g.add_argument('--b', type=int)
h = q.add_argument_group('network', 'what it is made of')
h.add_argument('--hidden', type=int, required=True, help='units')
q.prog = 'x.py'
for t in ['--a --b 3 --hidden 1', '--hidden 2', '--b 3', '--b 4 --hidden 5', '-h']:
    attempt(q, t)
a = argparse.Namespace(x=1, y='z')
print(a, a.x, vars(a), 'x' in a, a == argparse.Namespace(x=1, y='z'))
r = argparse.ArgumentParser(prog='tool')
r.add_argument('--debug', action='store_true')
subs = r.add_subparsers(dest='cmd', help='what to do', required=True)
t1 = subs.add_parser('train', help='trains')
t1.add_argument('--n', type=int, default=1)
t1.set_defaults(func=len)
t2 = subs.add_parser('test', help='tests')
t2.add_argument('file')
for t in ['train --n 3', 'test f --zz', '', 'zap', '-h', 'train -h', '--debug test q']:
    attempt(r, t)
class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values.upper())
def positive(s):
    n = int(s)
    if n <= 0:
        raise argparse.ArgumentTypeError(f'{n} is not positive')
    return n
s = argparse.ArgumentParser(prog='s')
s.add_argument('--name', action=Upper)
s.add_argument('--n', type=positive, default='7')
s.add_argument('--f', type=lambda v: v == 'True', default=False)
for t in ['--name abc', '--n 0', '--n x', '--f True', '--n -3']:
    attempt(s, t)
attempt(argparse.ArgumentParser(prog='w'), 'x')
