# exact
import datetime as dt
from datetime import date, datetime, timedelta, timezone

d = datetime(2024, 2, 28, 23, 59, 30, 250000)
print(d, repr(d), d.isoformat(), d.date(), d.year, d.microsecond, d.weekday(), d.isoweekday())
print(d + timedelta(days=1, seconds=30), d - timedelta(hours=25), d - datetime(2024, 1, 1))
print(d.strftime("%Y-%m-%d_%H-%M-%S %b %B %a %A %j %f %p %I %y"), f"{d:%Y%m%d}", f"{d}")
print(datetime.strptime("2023-11-05 14:03:07", "%Y-%m-%d %H:%M:%S"), datetime.strptime("5 Mar 99", "%d %b %y"))
print(datetime.fromisoformat("2024-05-06T07:08:09.123456"), datetime.fromisoformat("2024-05-06"), date.fromisoformat("2020-02-29"))
print(d.replace(hour=1, microsecond=0), d.isoformat(" ", "seconds"), d.isoformat(timespec="milliseconds"))
u = datetime(2024, 1, 1, tzinfo=timezone.utc)
print(u, repr(u), u.timestamp(), u.tzname(), u.utcoffset())
print(u.astimezone(timezone(timedelta(hours=2))), u == datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))))
print(datetime.fromtimestamp(0, tz=timezone.utc), datetime.utcfromtimestamp(1.5), timezone.utc, timezone(timedelta(hours=-3, minutes=-30)))
t = timedelta(days=2, hours=3, minutes=4, seconds=5, milliseconds=6)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), -t, abs(-t), t * 2, t / 2, t // timedelta(hours=1), t % timedelta(hours=1))
print(timedelta(seconds=3723), timedelta(0), timedelta(seconds=-1), timedelta(weeks=1) > timedelta(days=6), sum([t, t], timedelta()), bool(timedelta()))
print(str(timedelta(seconds=int(4000.7))), timedelta(seconds=1.5), timedelta(microseconds=1) * 0.5)
a = date(2024, 12, 25)
print(a, repr(a), a - date(2024, 1, 1), a + timedelta(days=10), a.toordinal(), a < date(2025, 1, 1), a.strftime("%d/%m/%y"), a.ctime())
print({a: 1}[date(2024, 12, 25)], a == datetime(2024, 12, 25), max(a, date(2023, 1, 1)), isinstance(d, date), sorted([date(2, 1, 1), date(1, 1, 1)])[0])
print(datetime.now() > d, (datetime.now() - datetime.now()) < timedelta(seconds=5), dt.datetime.today().year >= 2024)
for wrong in [
    lambda: datetime(2023, 2, 29),
    lambda: datetime(2023, 13, 1),
    lambda: datetime.strptime("2023", "%Y-%m"),
    lambda: datetime.strptime("2023-01x", "%Y-%m"),
    lambda: datetime.fromisoformat("today"),
    lambda: u - d,
    lambda: u < d,
    lambda: a + 1,
]:
    try:
        print(wrong())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
