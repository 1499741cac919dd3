# tolerance: exact
# datetime: what is printed of moments and spans, and what is said of wrong ones
from datetime import *
d = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, repr(d), d.isoformat(' ', 'minutes'), d.strftime('%Y-%m-%d %H:%M:%S.%f %j %U %a %A %b %B %p %I %y %% %w'), d.date(), d.time(), d.weekday(), d.isoweekday(), d.timetuple().tm_yday, d.replace(year=2023, day=1), d + timedelta(days=1, hours=-3), d - datetime(2024, 1, 1), d.toordinal(), d.isocalendar())
print(datetime.strptime('03 Jan 2021 04:05 PM', '%d %b %Y %I:%M %p'), datetime.fromisoformat('2020-05-06T07:08:09'), date.fromisoformat('2020-01-02'), datetime.fromtimestamp(0, timezone.utc), timezone(timedelta(hours=2)), datetime(2020, 1, 1, tzinfo=timezone.utc).isoformat(), date(2020, 1, 31) - date(2019, 12, 31), timedelta(seconds=3661), timedelta(days=-1, seconds=5), repr(timedelta(1, 2, 3)), timedelta(hours=5) / timedelta(hours=2), timedelta(hours=5) // 2, timedelta(minutes=90).total_seconds(), abs(timedelta(-1)), timedelta(1) * 2.5, date.min, datetime.max, date(2024, 1, 1) < date(2024, 1, 2), f'{d:%d/%m}', max(date(1, 1, 1), date(2, 1, 1)), d.timestamp() > 0, datetime(2020, 1, 1, tzinfo=timezone.utc).timestamp(), datetime(2020,1,1,tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=-5))))
for f in (lambda: date(2023, 2, 29), lambda: datetime(2020, 13, 1), lambda: datetime.strptime('x', '%Y'), lambda: datetime.strptime('2020 x', '%Y'), lambda: date.fromisoformat('q'), lambda: d < date(2020, 1, 1), lambda: d - datetime(2020, 1, 1, tzinfo=timezone.utc), lambda: timedelta(1) + 1, lambda: d + d, lambda: date(1, 1, 1) - timedelta(1), lambda: time(25)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
