# tolerance: exact
# Times of day, calendar weeks, durations divided.
from datetime import datetime, date, time, timedelta, timezone
d = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, repr(d), d.isoformat(), d.date(), d.time(), d.strftime('%Y-%m-%d %H:%M:%S.%f %j %A %a %B %b %p %I %y %U %w %%'), d + timedelta(days=1, hours=2), d - datetime(2024, 1, 1), (d - datetime(2023, 1, 1)).days, d.weekday(), d.isoweekday(), d.isocalendar(), d.replace(year=2023, day=1), d.timestamp() > 0, datetime.fromisoformat('2024-03-01T10:20:30'), datetime.strptime('01/02/2024 03:04', '%d/%m/%Y %H:%M'), d < datetime(2025, 1, 1), f'{d:%d %b %Y}', d.timetuple()[:3], d.ctime(), datetime.min, datetime.combine(date(2020, 1, 2), time(3, 4)), d.toordinal())
print(date(2024, 1, 31) + timedelta(weeks=1), date(2024, 3, 1) - date(2024, 2, 1), date.fromisoformat('2024-12-25').strftime('%a'), date(2024, 1, 1).replace(month=5), repr(date(2024, 1, 1)), timedelta(days=1.5, seconds=70), repr(timedelta(minutes=3)), timedelta(hours=25).total_seconds(), timedelta(seconds=90) * 2, timedelta(days=3) / timedelta(days=1), timedelta(days=7) // 2, -timedelta(seconds=1), abs(-timedelta(1)), str(timedelta(microseconds=5)), timedelta(days=10) > timedelta(days=9), time(1, 2, 3), time.fromisoformat('04:05'), sum([timedelta(1), timedelta(2)], timedelta()), timezone.utc, datetime(2024, 1, 1, tzinfo=timezone.utc), datetime(2024, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))).astimezone(timezone.utc), divmod(timedelta(hours=5), timedelta(hours=2)))
try: datetime(2024, 13, 1)
except Exception as e: print(type(e).__name__, e)
try: date(2023, 2, 29)
except Exception as e: print(type(e).__name__, e)
try: datetime.strptime('x', '%Y')
except Exception as e: print(type(e).__name__, e)
try: datetime(2024, 1, 1) - 5
except Exception as e: print(type(e).__name__, e)
try: datetime(2024,1,1) < date(2024,1,1)
except Exception as e: print(type(e).__name__, e)
try: datetime.fromisoformat('nope')
except Exception as e: print(type(e).__name__, e)
