# tolerance: exact
# re: groups, splits, replacements, and what is said of wrong patterns
import re
t = 'John: 25, Jane: 31; x@y.com 2024-01-02'
print(re.findall(r'(\w+): (\d+)', t), re.sub(r'(?P<n>\w+): (\d+)', r'\2=\g<n>', t), re.split(r'[,;]\s*', t), re.search(r'(?P<y>\d{4})-(?P<m>\d\d)', t).groupdict(), re.match(r'J', t).span(), re.fullmatch(r'.*', t).end(), re.compile('j', re.I).findall(t), [m.start() for m in re.finditer('J', t)], re.subn('J', 'K', t)[1], re.escape('a.b*c'), re.sub(r'\d+', lambda m: str(int(m[0]) * 2), t), re.split('(,)', 'a,b'), re.findall(r'(?i)JOHN|(?<=: )\d', t), re.search(r'(a)|(b)', 'b').groups(), re.search('(a)|(b)', 'b').group(1, 2), re.search('(a)?b', 'b').groups('z'), re.search('b', 'abc').string, re.sub('a*', '-', 'baac'), re.split('', 'ab'), re.match(r'(?x) a  b # c', 'ab'), re.compile(r'a(?:b)(?P<q>c)').groupindex, re.findall(r'\bfoo\b', 'foo foobar'), re.sub(r'(.)\1', r'<\1>', 'aabbc'), re.search(r'^b$', 'a\nb', re.M), re.search('a.b', 'a\nb', re.S), re.findall('[^\\W\\d]+', 'a1_b'), re.match('(?P<a>x)(?P=a)', 'xx'), re.compile('a|b'), re.purge(), re.findall(r'a{2,3}?', 'aaaa'))
for p in ('(', '[', 'a**', '(?P<1>a)', '\\', '(?P=z)', 'a{2,1}', '*a', ')', '(?P<a>x)(?P<a>y)', r'\2', '(?z)', '[z-a]', r'\q'):
    try: re.compile(p)
    except re.error as e: print(p, e, e.pos)
