import { bilingual, type Language } from "../../base/i18n";
import { WEEKDAYS, WORKDAYS, type End, type Pattern, type Weekday } from "./pattern";

const EN_DAYS: Record<Weekday, string> = { MO: "Monday", TU: "Tuesday", WE: "Wednesday", TH: "Thursday", FR: "Friday", SA: "Saturday", SU: "Sunday" };
const ZH_DAYS: Record<Weekday, string> = { MO: "周一", TU: "周二", WE: "周三", TH: "周四", FR: "周五", SA: "周六", SU: "周日" };
const EN_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const EN_NTH: Record<number, string> = { 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", [-1]: "last" };

const ordinal = (n: number): string => `${n}${n % 100 >= 11 && n % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th"}`;
const listed = (texts: string[]): string => (texts.length > 1 ? `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}` : texts[0] ?? "");
const same = (days: Weekday[], others: readonly Weekday[]): boolean => days.length === others.length && others.every((day) => days.includes(day));

/** What a recurrence is told with; a sentence is put together of these in `sentence.ts`. */
export const recurrenceWords = bilingual(
  {
    weekdays: EN_DAYS,
    nth: (n: number) => EN_NTH[n] ?? ordinal(n),
    date: (n: number) => (n === -1 ? "last day" : ordinal(n)),
    month: (n: number) => EN_MONTHS[n - 1] ?? String(n),
    daily: (every: number) => (every === 1 ? "Every day" : `Every ${every} days`),
    weekly: (every: number, days: Weekday[]) => {
      const on = same(days, WORKDAYS) ? "from Monday to Friday" : `on ${listed(days.map((day) => EN_DAYS[day]))}`;
      return every > 1 ? `Every ${every} weeks ${on}` : same(days, WEEKDAYS) ? "Every day" : `Every week ${on}`;
    },
    monthlyDate: (every: number, dates: number[]) =>
      `${every > 1 ? `Every ${every} months` : "Every month"} on the ${listed(dates.map((date) => (date === -1 ? "last day" : ordinal(date))))}`,
    monthlyDay: (every: number, nth: number, day: Weekday) =>
      `${every > 1 ? `Every ${every} months` : "Every month"} on the ${EN_NTH[nth] ?? nth} ${EN_DAYS[day]}`,
    yearly: (every: number, month: number, date: number) => `${every > 1 ? `Every ${every} years` : "Every year"} on ${date} ${EN_MONTHS[month - 1] ?? month}`,
    dates: "On single days",
    once: (from: string, until: string) => `Once, ${from} to ${until}`,
    time: (from: string, until: string, days: number) =>
      `, ${from} to ${until}${days === 1 ? " of the next day" : days > 1 ? ` ${days} days later` : ""}`,
    end: (end: End) => (end.kind === "until" ? `, until ${end.date}` : end.kind === "count" ? `, ${end.count === 1 ? "once" : `${end.count} times`}` : ""),
    start: (date: string) => `, from ${date} on`,
    within: (from: string | null, last: string | null) => `; valid${from ? ` from ${from}` : ""}${last ? ` until ${last}` : ""}`,
    extra: (dates: string[]) => `; also on ${listed(dates)}`,
    except: (dates: string[]) => `; not on ${listed(dates)}`,
    on: (calendar: string) => `; also on the days of ${calendar}`,
    notOn: (calendar: string) => `; never on the days of ${calendar}`,
    onlyOn: (calendar: string) => `; only on the days of ${calendar}`,
    stop: ".",
    more: (count: number) => `${count} more dates`,
    otherKind: "By a rule of its own",
    freq: {
      YEARLY: ["year", "years"], MONTHLY: ["month", "months"], WEEKLY: ["week", "weeks"], DAILY: ["day", "days"],
      HOURLY: ["hour", "hours"], MINUTELY: ["minute", "minutes"],
    } as Record<string, [string, string]>,
    every: (n: number, unit: [string, string]) => (n === 1 ? `Every ${unit[0]}` : `Every ${n} ${unit[1]}`),
    inMonths: (months: string[]) => `, in ${listed(months)}`,
    onDays: (days: string[]) => `, on ${listed(days)}`,
    onDates: (dates: string[]) => `, on the ${listed(dates)}`,
    fromEnd: (n: number) => `${ordinal(n)} from the end`,
    inWeeks: (weeks: string) => `, in week ${weeks} of the year`,
    onYearDays: (days: string) => `, on day ${days} of the year`,
    atHours: (hours: string) => `, at the hours ${hours}`,
    atMinutes: (minutes: string) => `, at the minutes ${minutes}`,
    ofThese: (places: string[]) => `, of these the ${listed(places)}`,
    further: (text: string) => `, ${text}`,
  },
  {
    weekdays: ZH_DAYS,
    nth: (n) => (n === -1 ? "最后一个" : `第${n}个`),
    date: (n) => (n === -1 ? "最后一天" : `${n} 日`),
    month: (n) => `${n} 月`,
    daily: (every) => (every === 1 ? "每天" : `每 ${every} 天`),
    weekly: (every, days) => {
      const on = same(days, WORKDAYS) ? "周一至周五" : days.map((day) => ZH_DAYS[day]).join("、");
      return every > 1 ? `每 ${every} 周的${on}` : same(days, WEEKDAYS) ? "每天" : `每周：${on}`;
    },
    monthlyDate: (every, dates) => `${every > 1 ? `每 ${every} 个月` : "每月"}的 ${dates.map((date) => (date === -1 ? "最后一天" : `${date} 日`)).join("、")}`,
    monthlyDay: (every, nth, day) => `${every > 1 ? `每 ${every} 个月` : "每月"}的${nth === -1 ? "最后一个" : `第${nth}个`}${ZH_DAYS[day]}`,
    yearly: (every, month, date) => `${every > 1 ? `每 ${every} 年` : "每年"} ${month} 月 ${date} 日`,
    dates: "单独指定的日期",
    once: (from, until) => `一次，${from} 至 ${until}`,
    time: (from, until, days) => `，${from} 至${days === 1 ? "次日 " : days > 1 ? ` ${days} 天后的 ` : " "}${until}`,
    end: (end) => (end.kind === "until" ? `，到 ${end.date} 为止` : end.kind === "count" ? `，共 ${end.count} 次` : ""),
    start: (date) => `，自 ${date} 起`,
    within: (from, last) => `；有效期${from ? `自 ${from}` : ""}${last ? `至 ${last}` : ""}`,
    extra: (dates) => `；另加 ${dates.join("、")}`,
    except: (dates) => `；${dates.join("、")} 除外`,
    on: (calendar) => `；“${calendar}”中的日子也播`,
    notOn: (calendar) => `；“${calendar}”中的日子不播`,
    onlyOn: (calendar) => `；只在“${calendar}”中的日子播`,
    stop: "。",
    more: (count) => `另外 ${count} 个日期`,
    otherKind: "自定义规则",
    freq: {
      YEARLY: ["年", "年"], MONTHLY: ["月", "个月"], WEEKLY: ["周", "周"], DAILY: ["天", "天"],
      HOURLY: ["小时", "小时"], MINUTELY: ["分钟", "分钟"],
    } as Record<string, [string, string]>,
    every: (n, unit) => (n === 1 ? `每${unit[0]}` : `每 ${n} ${unit[1]}`),
    inMonths: (months) => `，在 ${months.join("、")}`,
    onDays: (days) => `，在${days.join("、")}`,
    onDates: (dates) => `，在 ${dates.join("、")}`,
    fromEnd: (n) => `倒数第 ${n}`,
    inWeeks: (weeks) => `，在一年的第 ${weeks} 周`,
    onYearDays: (days) => `，在一年的第 ${days} 天`,
    atHours: (hours) => `，在 ${hours} 时`,
    atMinutes: (minutes) => `，在 ${minutes} 分`,
    ofThese: (places) => `，取其中${places.join("、")}`,
    further: (text) => `，${text}`,
  },
);

export type RecurrenceWords = (typeof recurrenceWords)[Language];
export type SimplePattern = Exclude<Pattern, { kind: "other" | "dates" }>;
