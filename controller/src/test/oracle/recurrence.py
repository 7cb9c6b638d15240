#!/usr/bin/env python3
"""Computes the golden set of recurrences with python-dateutil and zoneinfo, which share no code with lib-recur and java.time.

usage: recurrence.py > ../resources/ledwall/controller/calendar/recurrence.jsonl
       recurrence.py --random N [--seed S] > FILE        N random cases, for RecurrenceVectorsTest with -Dledwall.recurrence.vectors=FILE
needs: python 3.9+, python-dateutil 2.9, the system's time zone database (2024a or newer)

The first line: the calendars. Each other line: a rule, a zone, a range, and the windows that touch the range: [day, start in seconds since the Unix epoch, seconds].
What a change of clocks does is written out here (instant()), and does not rely on python's fold.
"""
import argparse, itertools, json, random, sys
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo
from dateutil.rrule import rrulestr

UTC = timezone.utc
EPOCH = datetime(1970, 1, 1)
MOST_A_DAY = 96
MOST_WINDOWS = 30


@lru_cache(maxsize=None)
def offset(zone, utc):
    """What the clocks of the zone are ahead of UTC at an instant (a naive datetime in UTC)."""
    return utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()


def transition(zone, low, high):
    """The instant in (low, high] at which the offset first differs from that at low."""
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if middle == low:
            break
        if offset(zone, middle) == offset(zone, low):
            low = middle
        else:
            high = middle
    return high


def transitions(zone, first, last):
    """All changes of the offset between two instants, at least half an hour apart."""
    out, at, step = [], first, timedelta(minutes=30)
    while at < last:
        if offset(zone, at) != offset(zone, at + step):
            out.append(transition(zone, at, at + step))
        at += step
    return out


def instant(zone, local):
    """java.time's rule: what the clocks skip is moved forward by what they skip; of what they show twice, the first is meant."""
    found = []
    for about in range(-26, 27):
        candidate = local - offset(zone, local + timedelta(hours=about))
        if candidate + offset(zone, candidate) == local:
            found.append(candidate)
    if found:
        return min(found)
    for change in transitions(zone, local - timedelta(hours=27), local + timedelta(hours=27)):
        before, after = offset(zone, change - timedelta(seconds=1)), offset(zone, change)
        if change + before <= local < change + after:
            moved = local + (after - before)
            return moved - after
    raise AssertionError(f"no instant for {local} in {zone}")


def days_of(calendar):
    out = set()
    for first, end in calendar:
        day = date.fromisoformat(first)
        while day < date.fromisoformat(end):
            out.add(day)
            day += timedelta(days=1)
    return out


def starts(case, until):
    start = datetime.fromisoformat(case["start"])
    found = set()
    if case.get("rrule"):
        a_day = {}
        for each in rrulestr(case["rrule"], dtstart=start):
            if each > until:
                break
            a_day[each.date()] = a_day.get(each.date(), 0) + 1
            if a_day[each.date()] <= MOST_A_DAY:
                found.add(each)
    else:
        found.add(start)
    calendars = {name: days_of(ranges) for name, ranges in HOLIDAYS.items()}
    for day in case.get("extra", []):
        found.add(datetime.combine(date.fromisoformat(day), start.time()))
    for kind, name in case.get("conditions", []):
        if kind == "ON":
            found |= {datetime.combine(day, start.time()) for day in calendars[name] if day >= start.date()}
    for kind, name in case.get("conditions", []):
        if kind == "ONLY_ON":
            found = {each for each in found if each.date() in calendars[name]}
    for kind, name in case.get("conditions", []):
        if kind == "NOT_ON":
            found = {each for each in found if each.date() not in calendars[name]}
    found = {each for each in found if each.date().isoformat() not in case.get("except", [])}
    if case.get("validFrom"):
        found = {each for each in found if each.date() >= date.fromisoformat(case["validFrom"])}
    if case.get("validUntil"):
        found = {each for each in found if each.date() < date.fromisoformat(case["validUntil"])}
    return found


def expand(case):
    zone, length = case["zone"], timedelta(seconds=case["length"])
    low, high = datetime.fromisoformat(case["from"]), datetime.fromisoformat(case["until"])
    windows = []
    for start in starts(case, high + timedelta(days=3)):
        if start + length < low - timedelta(days=3) or start > high + timedelta(days=3):
            continue
        begin, end = instant(zone, start), instant(zone, start + length)
        if begin < end and begin < high and end > low:
            windows.append((begin, end, start.date()))
    best = {}
    for begin, end, day in sorted(windows, key=lambda each: (each[0], -(each[1] - EPOCH).total_seconds(), each[2])):
        best.setdefault(begin, (begin, end, day))
    seconds = lambda at: int((at - EPOCH).total_seconds())
    found = sorted(best.values())
    if len(found) > MOST_WINDOWS:
        # Enough to see; what begins at the end of a half-open range does not touch it.
        case["until"] = found[MOST_WINDOWS][0].isoformat()
    return [[day.isoformat(), seconds(begin), seconds(end) - seconds(begin)] for begin, end, day in found[:MOST_WINDOWS]]


def case(zone, start, length, rrule, low, high, **more):
    out = {"zone": zone, "start": start.isoformat() if isinstance(start, datetime) else start, "length": length, "rrule": rrule,
           "from": low if isinstance(low, str) else low.isoformat(), "until": high if isinstance(high, str) else high.isoformat()}
    out.update({name: value for name, value in more.items() if value})
    return out


ZONES = ["Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "Africa/Cairo", "Asia/Kathmandu",
         "America/St_Johns", "Europe/Dublin", "Antarctica/Troll", "Pacific/Chatham", "America/Havana", "Asia/Beirut"]


def clock_changes():
    """Daily windows around each kind of change: before, into, inside, out of and across what is skipped or shown twice."""
    spans = [(zone, datetime(2025, 1, 1), datetime(2026, 1, 1)) for zone in ZONES]
    spans += [("Asia/Shanghai", datetime(1988, 1, 1), datetime(1989, 1, 1)), ("Pacific/Apia", datetime(2011, 12, 1), datetime(2012, 1, 31)),
              ("Asia/Pyongyang", datetime(2018, 5, 1), datetime(2018, 5, 10)), ("America/Caracas", datetime(2016, 4, 25), datetime(2016, 5, 5))]
    for zone, first, last in spans:
        for change in transitions(zone, first, last):
            before, after = offset(zone, change - timedelta(seconds=1)), offset(zone, change)
            edge = change + min(before, after)
            odd = abs(after - before)
            minute = timedelta(minutes=1)
            for start, length in [(edge - 30 * minute, 3600), (edge + odd / 2, 600), (edge + odd / 2, int(odd.total_seconds()) * 2), (edge - 120 * minute, 7200),
                                  (edge - 120 * minute, 7200 + int(odd.total_seconds()) // 2), (edge + odd - minute, 120), (edge + odd, 3600),
                                  (edge - timedelta(hours=4), 8 * 3600), (edge, 24 * 3600)]:
                yield case(zone, start - timedelta(days=2), length, "FREQ=DAILY", change - timedelta(days=1, hours=12), change + timedelta(days=2))
            yield case(zone, datetime.combine(edge.date() - timedelta(days=1), time(0, 15)), 900, "FREQ=MINUTELY;INTERVAL=30", change - timedelta(hours=2), change + timedelta(hours=3))


RULES = """FREQ=DAILY;INTERVAL=2
FREQ=DAILY;INTERVAL=3;COUNT=5
FREQ=DAILY;UNTIL=20260310T093000
FREQ=DAILY;UNTIL=20260310T092959
FREQ=DAILY;BYDAY=MO,WE,FR
FREQ=DAILY;BYMONTH=2,4
FREQ=DAILY;BYMONTHDAY=1,15,-1
FREQ=DAILY;INTERVAL=10;BYDAY=SA,SU
FREQ=DAILY;BYHOUR=9,12,18;BYMINUTE=0,30
FREQ=DAILY;BYHOUR=6,7,8,9;BYMINUTE=0,20,40;BYSETPOS=1,-1
FREQ=WEEKLY
FREQ=WEEKLY;INTERVAL=2
FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO
FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU
FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=TH
FREQ=WEEKLY;INTERVAL=5;BYDAY=SA;COUNT=6
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
FREQ=WEEKLY;BYDAY=SA,SU;BYMONTH=3,5
FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=8,20
FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=2
FREQ=WEEKLY;BYDAY=MO;COUNT=1
FREQ=MONTHLY
FREQ=MONTHLY;INTERVAL=2
FREQ=MONTHLY;BYMONTHDAY=31
FREQ=MONTHLY;BYMONTHDAY=30
FREQ=MONTHLY;BYMONTHDAY=29
FREQ=MONTHLY;BYMONTHDAY=-1
FREQ=MONTHLY;BYMONTHDAY=-3
FREQ=MONTHLY;BYMONTHDAY=-31
FREQ=MONTHLY;BYMONTHDAY=1,-1
FREQ=MONTHLY;BYDAY=1MO
FREQ=MONTHLY;BYDAY=-1FR
FREQ=MONTHLY;BYDAY=5SU
FREQ=MONTHLY;BYDAY=2TU,-2TU
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3,-2
FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13
FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11,12
FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA;COUNT=4
FREQ=MONTHLY;BYMONTH=1,2,3;BYMONTHDAY=28,29
FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;UNTIL=20270101T000000
FREQ=YEARLY
FREQ=YEARLY;INTERVAL=2
FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29
FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1
FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1,2,3
FREQ=YEARLY;BYMONTH=5;BYDAY=2SU
FREQ=YEARLY;BYMONTH=11;BYDAY=4TH
FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU
FREQ=YEARLY;BYDAY=20MO
FREQ=YEARLY;BYDAY=-1MO
FREQ=YEARLY;BYYEARDAY=1,100,200
FREQ=YEARLY;BYYEARDAY=60
FREQ=YEARLY;BYYEARDAY=366
FREQ=YEARLY;BYYEARDAY=-1,-366
FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO
FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;WKST=SU
FREQ=YEARLY;BYWEEKNO=10,40;BYDAY=SA,SU
FREQ=YEARLY;BYWEEKNO=2,30,51;BYDAY=WE
FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8
FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1
FREQ=YEARLY;BYMONTH=6,9;BYSETPOS=2;BYMONTHDAY=1,30
FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29
FREQ=YEARLY;COUNT=3;BYMONTH=4;BYMONTHDAY=4
FREQ=HOURLY;INTERVAL=6
FREQ=HOURLY;BYHOUR=9,10,11;BYMINUTE=0,15
FREQ=HOURLY;INTERVAL=5;COUNT=7
FREQ=MINUTELY;INTERVAL=90
FREQ=MINUTELY;INTERVAL=45;BYHOUR=20,21,22
FREQ=DAILY;BYSECOND=0,30;BYMINUTE=0;BYHOUR=12""".splitlines()


def arithmetic():
    """Every rule from several starts, read a while later; zones in turn."""
    zones = itertools.cycle(ZONES)
    for rule in RULES:
        for start, low in [(datetime(2026, 1, 31, 9, 30), datetime(2026, 2, 20)), (datetime(2024, 2, 29, 9, 30), datetime(2026, 2, 20)),
                           (datetime(2023, 12, 31, 22, 0), datetime(2027, 12, 25))]:
            days = 400 if "YEARLY" in rule or "INTERVAL=18" in rule else 12 if "HOUR" in rule or "MINUTE" in rule else 75
            length = 4 * 3600 if start.hour == 22 else 1800
            if "INTERVAL=4" in rule:
                days = 1500
            yield case(next(zones), start, length, rule, low, low + timedelta(days=days))


HOLIDAYS = {"holidays": [["2026-01-01", "2026-01-04"], ["2026-02-15", "2026-02-24"], ["2026-04-04", "2026-04-07"], ["2026-05-01", "2026-05-06"],
                         ["2026-06-19", "2026-06-22"], ["2026-09-25", "2026-09-28"], ["2026-10-01", "2026-10-08"]],
            "workdays": [["2026-01-04", "2026-01-05"], ["2026-02-14", "2026-02-15"], ["2026-02-28", "2026-03-01"], ["2026-05-09", "2026-05-10"],
                         ["2026-09-20", "2026-09-21"], ["2026-10-10", "2026-10-11"]],
            "losar": [["2026-02-18", "2026-02-21"], ["2027-02-07", "2027-02-10"]]}
OFFICE = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def sets():
    """RDATE, EXDATE, validity and calendars, alone and together."""
    zones = itertools.cycle(ZONES)
    conditions = [[], [["NOT_ON", "holidays"]], [["ONLY_ON", "holidays"]], [["ON", "losar"]], [["ON", "workdays"], ["NOT_ON", "holidays"]],
                  [["ON", "losar"], ["ONLY_ON", "holidays"]], [["ONLY_ON", "holidays"], ["NOT_ON", "losar"]], [["ONLY_ON", "holidays"], ["ONLY_ON", "losar"]]]
    dates = [{}, {"extra": ["2026-02-14", "2026-02-18"], "except": ["2026-02-16", "2026-02-24"]}, {"validFrom": "2026-02-16"},
             {"validUntil": "2026-02-24", "except": ["2026-02-14"]}, {"validFrom": "2026-02-14", "validUntil": "2026-03-01", "extra": ["2026-02-28", "2026-03-01"]}]
    for wanted in conditions:
        for more in dates:
            for start, length, rule in [(datetime(2026, 1, 5, 8, 0), 3600, OFFICE), (datetime(2026, 2, 13, 22, 0), 4 * 3600, "FREQ=DAILY")]:
                yield case(next(zones), start, length, rule, "2026-02-12T00:00:00", "2026-03-04T00:00:00", conditions=wanted, **more)
    for more in dates[1:]:
        yield case(next(zones), datetime(2026, 2, 17, 12, 0), 7200, None, "2026-02-01T00:00:00", "2026-03-04T00:00:00", **more)
    # Windows that began before the range, and the half-open ends of the range itself.
    for low, high in [("2026-03-01T02:00:00", "2026-03-01T03:00:00"), ("2026-03-01T00:00:00", "2026-03-01T22:00:00"), ("2026-02-28T22:00:00", "2026-03-01T02:00:00")]:
        yield case("Etc/UTC", datetime(2026, 1, 1, 22, 0), 4 * 3600, "FREQ=DAILY", low, high)
    yield case("Etc/UTC", datetime(2026, 1, 1, 0, 0), 40 * 86400, "FREQ=WEEKLY", "2026-06-01T00:00:00", "2026-06-02T00:00:00")


def random_rule(dice):
    freq = dice.choice(["DAILY", "DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "HOURLY"])
    parts = ["FREQ=" + freq]
    some = lambda low, high, most, negative=False: ",".join(str(each) for each in sorted({dice.randint(low, high) * (-1 if negative and dice.random() < .3 else 1)
                                                                                     for _ in range(dice.randint(1, most))}))
    if dice.random() < .5:
        parts.append(f"INTERVAL={dice.randint(1, 7)}")
    if freq != "HOURLY" and dice.random() < .25:
        parts.append("BYMONTH=" + some(1, 12, 3))
    # In a yearly rule only with BYMONTH: without it, implementations differ over the months meant, and Ledwall refuses it.
    if (freq in ("DAILY", "MONTHLY") or (freq == "YEARLY" and "BYMONTH" in ";".join(parts))) and dice.random() < .25:
        parts.append("BYMONTHDAY=" + some(1, 31, 3, True))
    if freq == "YEARLY" and "BY" not in ";".join(parts) and dice.random() < .3:
        parts.append(dice.choice(["BYYEARDAY=" + some(1, 366, 3, True), "BYWEEKNO=" + some(2, 51, 2) + ";BYDAY=" + dice.choice(["MO", "TH", "SU", "TU,SA"])]))
    if dice.random() < .5 and "BYDAY" not in ";".join(parts) and "BYYEARDAY" not in ";".join(parts):
        plain = freq not in ("MONTHLY", "YEARLY") or "BYMONTHDAY" in ";".join(parts)
        # Not mixed: dateutil wants a day to match both BYDAY=1MO and BYDAY=TU of BYDAY=1MO,TU, where RFC 5545 wants either.
        plain = plain or dice.random() < .5
        parts.append("BYDAY=" + ",".join(sorted({("" if plain else dice.choice(["1", "2", "3", "-1", "-2"])) +
                                                dice.choice(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]) for _ in range(dice.randint(1, 3))})))
    if dice.random() < .15:
        parts.append("BYHOUR=" + some(0, 23, 3))
    if dice.random() < .1:
        parts.append("BYMINUTE=" + some(0, 59, 2))
    if any(part.startswith("BY") for part in parts) and dice.random() < .2:
        parts.append("BYSETPOS=" + dice.choice(["1", "-1", "2", "1,-1"]))
    if dice.random() < .3:
        parts.append("WKST=" + dice.choice(["MO", "SU", "WE", "SA"]))
    if dice.random() < .2:
        parts.append(f"COUNT={dice.randint(1, 60)}")
    elif dice.random() < .2:
        parts.append(f"UNTIL=2026{dice.randint(1, 12):02}15T120000")
    return ";".join(parts)


def at_random(dice, count):
    for _ in range(count):
        low = datetime(2024, 1, 1) + timedelta(days=dice.randint(0, 1300), hours=dice.randint(0, 23))
        start = datetime(2023, 6, 1) + timedelta(days=dice.randint(0, 900), minutes=dice.randint(0, 47) * 30)
        yield case(dice.choice(ZONES), start, dice.choice([900, 3600, 5400, 4 * 3600, 12 * 3600, 86400, 3 * 86400]), random_rule(dice), low,
                   low + timedelta(days=dice.choice([2, 10, 40, 200])))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--random", type=int)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    if options.random:
        cases = at_random(random.Random(options.seed), options.random)
    else:
        cases = itertools.chain(clock_changes(), arithmetic(), sets(), at_random(random.Random(4), 200))
    print(json.dumps({"calendars": HOLIDAYS}, separators=(",", ":")))
    for each in cases:
        try:
            each["expect"] = expand(each)
        except ValueError:
            # dateutil refuses some hourly rules that never fire.
            continue
        print(json.dumps(each, separators=(",", ":")))


if __name__ == "__main__":
    sys.exit(main())
