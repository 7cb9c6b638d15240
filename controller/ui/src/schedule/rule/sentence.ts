import type { Language } from "../../base/i18n";
import { day, dayAfter, localInput } from "../../base/time";
import type { Recurrence, Rule } from "../../base/types";
import { parse, partsOf, type Pattern, type Weekday } from "./pattern";
import { recurrenceWords, type RecurrenceWords } from "./recurrence-words";

/** So many dates are told one by one. */
const MOST_DATES = 6;
const DAY_SECONDS = 86_400;

const seconds = (time: string): number => time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * (time.split(":").length < 3 ? 60 : 1);
const short = (time: string): string => (time.length > 5 && time.endsWith(":00") ? time.slice(0, 5) : time);

/** When a rule that comes again ends: the time of day, and how many days after the day of its start. */
export function endOf({ start, end, lengthMillis }: Pick<Recurrence, "start" | "end" | "lengthMillis">): { time: string; days: number } {
  const until = seconds(start.slice(11)) + lengthMillis / 1000;
  const inDay = until % DAY_SECONDS;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return { time: end ?? `${two(inDay / 3600)}:${two((inDay % 3600) / 60)}:${two(inDay % 60)}`, days: Math.floor(until / DAY_SECONDS) };
}

function dates(all: string[], words: RecurrenceWords): string[] {
  return all.length <= MOST_DATES ? all : [...all.slice(0, MOST_DATES), words.more(all.length - MOST_DATES)];
}

function days(pattern: Pattern, words: RecurrenceWords): string {
  switch (pattern.kind) {
    case "daily": return words.daily(pattern.every);
    case "weekly": return words.weekly(pattern.every, pattern.days);
    case "monthlyDate": return words.monthlyDate(pattern.every, pattern.dates);
    case "monthlyDay": return words.monthlyDay(pattern.every, pattern.nth, pattern.day);
    case "yearly": return words.yearly(pattern.every, pattern.month, pattern.date);
    case "dates": return words.dates;
    case "other": return otherDays(pattern.text, words);
  }
}

/** Until when it comes again. */
function ending(pattern: Pattern, words: RecurrenceWords): string {
  if (pattern.kind !== "other") {
    return pattern.kind === "dates" ? "" : words.end(pattern.end);
  }
  const parts = partsOf(pattern.text);
  const until = parts?.get("UNTIL")?.replace(/^(\d{4})(\d\d)(\d\d)/, "$1-$2-$3").replace(/T235959$/, "").replace(/T(\d\d)(\d\d)(\d\d)$/, " $1:$2:$3");
  return until ? words.end({ kind: "until", date: until }) : parts?.has("COUNT") ? words.end({ kind: "count", count: Number(parts.get("COUNT")) }) : "";
}

/** What the form has no choice for, part by part; a part without words of its own is told as it is written. */
function otherDays(rrule: string, words: RecurrenceWords): string {
  const parts = partsOf(rrule);
  const unit = words.freq[parts?.get("FREQ") ?? ""];
  if (!parts || !unit) {
    return `${words.otherKind}${words.further(rrule)}`;
  }
  let out = words.every(Number(parts.get("INTERVAL") ?? 1), unit);
  for (const [name, value] of parts) {
    const values = value.split(",");
    switch (name) {
      case "FREQ": case "INTERVAL": case "WKST": case "COUNT": case "UNTIL": break;
      case "BYMONTH": out += words.inMonths(values.map((each) => words.month(Number(each)))); break;
      case "BYDAY": out += words.onDays(values.map((each) => namedDay(each, words))); break;
      case "BYMONTHDAY": out += words.onDates(values.map((each) => (Number(each) < -1 ? words.fromEnd(-Number(each)) : words.date(Number(each))))); break;
      case "BYWEEKNO": out += words.inWeeks(values.join(", ")); break;
      case "BYYEARDAY": out += words.onYearDays(values.join(", ")); break;
      case "BYHOUR": out += words.atHours(values.join(", ")); break;
      case "BYMINUTE": out += words.atMinutes(values.join(", ")); break;
      case "BYSETPOS": out += words.ofThese(values.map((each) => (Number(each) < -1 ? words.fromEnd(-Number(each)) : words.nth(Number(each))))); break;
      default: out += words.further(`${name}=${value}`);
    }
  }
  return out;
}

function namedDay(text: string, words: RecurrenceWords): string {
  const found = /^([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  if (!found) {
    return text;
  }
  const name = words.weekdays[found[2] as Weekday];
  const nth = Number(found[1] ?? 0);
  return nth === 0 ? name : words === recurrenceWords.en ? `the ${words.nth(nth)} ${name}` : `${words.nth(nth)}${name}`;
}

/** A recurrence in words. */
export function recurrenceSentence(recurrence: Recurrence, language: Language, calendarName: (id: string) => string): string {
  const words = recurrenceWords[language];
  const { start, rrule, extra, except, validFrom, validUntil, calendars } = recurrence;
  const { time, days: later } = endOf(recurrence);
  const pattern = parse(rrule, start.slice(0, 10));
  let out = days(pattern, words) + words.time(short(start.slice(11)), short(time), later);
  if (rrule) {
    out += words.start(start.slice(0, 10)) + ending(pattern, words);
  }
  if (validFrom || validUntil) {
    out += words.within(validFrom, validUntil && dayAfter(validUntil, -1));
  }
  if (extra.length) {
    out += words.extra(dates(extra, words));
  }
  for (const { calendar, kind } of calendars) {
    out += words[kind](calendarName(calendar));
  }
  if (except.length) {
    out += words.except(dates(except, words));
  }
  return out + words.stop;
}

/** When a rule runs, in words; a one-off window by the clocks of the zone. */
export function whenSentence(rule: Pick<Rule, "from" | "until" | "recurrence">, language: Language, zone: string,
  calendarName: (id: string) => string): string {
  if (rule.recurrence) {
    return recurrenceSentence(rule.recurrence, language, calendarName);
  }
  const [from, until] = [rule.from ?? "", rule.until ?? ""].map((at) => localInput(at, zone).replace("T", " ").replace(/:00$/, ""));
  const last = from && until && day(rule.from ?? "", zone) === day(rule.until ?? "", zone) ? until.slice(11) : until;
  return recurrenceWords[language].once(from ?? "", last ?? "") + recurrenceWords[language].stop;
}
