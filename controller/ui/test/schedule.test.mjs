import assert from "node:assert/strict";
import { test } from "node:test";
import * as page from "../node_modules/.test/pure.js";

const START = "2026-11-24";
const again = (rrule, more = {}) => ({
  start: `${START}T22:00`, end: "02:00", lengthMillis: 4 * 3_600_000, rrule, extra: [], except: [], validFrom: null, validUntil: null, calendars: [], ...more,
});
const said = (rrule, language, more) => page.recurrenceSentence(again(rrule, more), language, (id) => id);

/** What the form has choices for, and how it is told. */
const SAYABLE = [
  ["FREQ=DAILY", "daily", "Every day, 22:00", "每天，22:00"],
  ["FREQ=DAILY;INTERVAL=3;COUNT=5", "daily", "Every 3 days, 22:00 to 02:00 of the next day, from 2026-11-24 on, 5 times.", "每 3 天，22:00 至次日 02:00，自 2026-11-24 起，共 5 次。"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekly", "Every week from Monday to Friday, 22:00", "每周：周一至周五，22:00"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231T235959", "weekly", "Every 2 weeks on Monday and Wednesday, 22:00", "每 2 周的周一、周三，22:00"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "monthlyDate", "Every month on the 1st, 15th and last day", "每月的 1 日、15 日、最后一天"],
  ["FREQ=MONTHLY;BYDAY=2TU", "monthlyDay", "Every month on the second Tuesday", "每月的第2个周二"],
  ["FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "monthlyDay", "Every 2 months on the last Friday", "每 2 个月的最后一个周五"],
  ["FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "yearly", "Every year on 1 October", "每年 10 月 1 日"],
];

for (const [rrule, kind, en, zh] of SAYABLE) {
  test(`${rrule} is a choice of the form, told in both languages and written back the same`, () => {
    const pattern = page.parse(rrule, START);
    assert.equal(pattern.kind, kind);
    assert.equal(page.write(pattern), rrule);
    assert.ok(said(rrule, "en").startsWith(en), said(rrule, "en"));
    assert.ok(said(rrule, "zh-CN").startsWith(zh), said(rrule, "zh-CN"));
  });
}

/** What it has none for. */
const OTHER = [
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "of these the last", "取其中最后一个"],
  ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "in November, on the fourth Thursday", "在 11 月，在第4个周四"],
  ["FREQ=MONTHLY;BYMONTHDAY=-2", "on the 2nd from the end", "倒数第 2"],
  ["FREQ=DAILY;BYMONTH=1,2;UNTIL=20270101T120000", "in January and February, 22:00", "在 1 月、2 月，22:00"],
  ["FREQ=WEEKLY;BYDAY=FR,MO;WKST=SU", "on Friday and Monday", "在周五、周一"],
  ["FREQ=DAILY;X-NEW=3", "X-NEW=3", "X-NEW=3"],
  ["NONSENSE", "NONSENSE", "NONSENSE"],
];

for (const [rrule, en, zh] of OTHER) {
  test(`${rrule} is no choice of the form: told as far as possible and kept as it is`, () => {
    const pattern = page.parse(rrule, START);
    assert.deepEqual(pattern, { kind: "other", text: rrule });
    assert.equal(page.rewritten(pattern, rrule, START), rrule);
    assert.ok(said(rrule, "en").includes(en), said(rrule, "en"));
    assert.ok(said(rrule, "zh-CN").includes(zh), said(rrule, "zh-CN"));
  });
}

test("what was stored is kept letter by letter unless the person changes what it says", () => {
  for (const rrule of ["FREQ=WEEKLY;BYDAY=FR,MO", "freq=daily", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "BYDAY=MO;FREQ=WEEKLY"]) {
    assert.equal(page.rewritten(page.parse(rrule, START), rrule, START), rrule);
  }
  assert.equal(page.rewritten({ ...page.parse("FREQ=WEEKLY;BYDAY=FR,MO", START), every: 2 }, "FREQ=WEEKLY;BYDAY=FR,MO", START), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR");
});

test("what the first day alone says is written out, lest another first day change it", () => {
  assert.equal(page.rewritten(page.parse("FREQ=WEEKLY", START), "FREQ=WEEKLY", START), "FREQ=WEEKLY;BYDAY=TU");
  assert.equal(page.rewritten(page.parse("FREQ=MONTHLY", START), "FREQ=MONTHLY", START), "FREQ=MONTHLY;BYMONTHDAY=24");
  assert.equal(page.rewritten(page.parse("FREQ=YEARLY", START), "FREQ=YEARLY", START), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24");
});

test("exceptions, validity and calendars are told, the last day as people say it", () => {
  const more = { except: ["2026-12-25"], extra: ["2026-12-24"], validUntil: "2027-01-01", calendars: [{ calendar: "Losar", kind: "notOn" }] };
  assert.equal(said("FREQ=DAILY", "en", more), "Every day, 22:00 to 02:00 of the next day, from 2026-11-24 on; valid until 2026-12-31; also on 2026-12-24;"
    + " never on the days of Losar; not on 2026-12-25.");
});

test("a rule goes through the form and comes out the same, whatever its length", () => {
  for (const lengthMillis of [1000, 7_200_000, 86_400_000, 50 * 3_600_000]) {
    const was = again("FREQ=DAILY", { end: null, lengthMillis, validUntil: "2027-01-01", except: ["2026-12-25"] });
    const rule = { name: "n", groups: [], screens: [], playlist: "p", class: "normal", priority: 3, from: null, until: null, recurrence: was };
    const { end: _, ...is } = page.recurrenceOf(page.draftOf(rule, "Asia/Shanghai", 0).again);
    const { end: __, ...wanted } = was;
    assert.deepEqual(is, wanted);
  }
});

test("days of 23, 23.5 and 25 hours are drawn whole, and one comes back from where one went", () => {
  const hours = (zoom, at, zone) => {
    const range = page.rangeAt(zoom, Date.parse(at), zone);
    assert.deepEqual(page.stepped(page.stepped(range, 1), -1), range);
    assert.deepEqual(page.stepped(page.stepped(range, -1), 1), range);
    return [(range.until - range.from) / 3_600_000, page.ticks(range, "en", false).length];
  };
  assert.deepEqual(hours("day", "2026-03-08T12:00:00Z", "America/New_York"), [23, 23]);
  assert.deepEqual(hours("day", "2026-11-01T12:00:00Z", "America/New_York"), [25, 24]);
  assert.deepEqual(hours("day", "2026-10-04T00:00:00Z", "Australia/Lord_Howe"), [23.5, 23]);
  assert.deepEqual(hours("week", "2026-03-08T12:00:00Z", "America/New_York"), [167, 28]);
});

test("a window moved by a day keeps its time of day when the clocks change", () => {
  const at = (text) => Date.parse(text);
  const held = { screen: { zone: "America/New_York" }, rule: null, day: null, was: { from: 0, until: 0 }, from: at("2026-03-07T14:00:00Z"), until: at("2026-03-07T15:00:00Z") };
  assert.equal(page.movedDays(held, 1).from, at("2026-03-08T13:00:00Z"));
});

test("all days of a rule move together, or not at all where one would begin on another day", () => {
  const rule = { name: "n", groups: ["g"], screens: [], playlist: "p", class: "normal", priority: 0, from: null, until: null, recurrence: again("FREQ=DAILY") };
  const at = (local) => Date.parse(`${local}+08:00`);
  const held = (from, until) => ({ screen: { zone: "Asia/Shanghai" }, rule, day: "2026-11-25", was: { from: 0, until: 0 }, from: at(from), until: at(until) });
  const { recurrence } = page.bodyAt(held("2026-11-25T22:15:00", "2026-11-26T03:00:00"));
  assert.equal(recurrence.start, "2026-11-24T22:15:00");
  assert.equal(recurrence.lengthMillis, 4.75 * 3_600_000);
  assert.equal("end" in recurrence, false);
  assert.equal(page.bodyAt(held("2026-11-26T00:15:00", "2026-11-26T04:15:00")), null);
});

test("neighbours too narrow to be seen become one bar, and nothing is lost", () => {
  const stretch = (from, until) => ({ from, until });
  const bars = page.bars([stretch(0, 100), stretch(100, 101), stretch(101, 102), stretch(102, 200), stretch(200, 201)], 3);
  assert.deepEqual(bars.map((bar) => [bar.from, bar.until, bar.stretches.length]), [[0, 100, 1], [100, 102, 2], [102, 200, 1], [200, 201, 1]]);
});

const stored = (more) => ({ id: "r", name: "Old", group: "g1", groups: ["g1", "g2"], screens: ["s9"], playlist: "p", class: "keyPeriod", priority: 7, from: null,
  until: null, recurrence: null, revision: 3, ...more });

test("a rule that is only renamed in the form keeps its targets, class, priority and times", () => {
  const rules = [stored({ from: "2026-11-24T01:00:00Z", until: "2026-11-24T02:30:15Z" }), stored({ class: "fixed", groups: [], recurrence: again("FREQ=DAILY") })];
  for (const rule of rules) {
    const draft = page.draftOf(rule, "Asia/Shanghai", Date.parse("2026-11-20T00:00:00Z"));
    const { from, until, ...renamed } = page.bodyOf({ ...draft, name: "New" }, "Asia/Shanghai");
    const { from: wasFrom, until: wasUntil, ...was } = page.bodyOfRule(rule);
    assert.deepEqual(renamed, { ...was, name: "New" });
    assert.deepEqual([from, until].map((at) => at && Date.parse(at)), [wasFrom, wasUntil].map((at) => at && Date.parse(at)));
  }
});

const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAY = 86_400_000;
/** The range in which a change of a daily rule is looked for, in days from now. */
const spanned = (was, is, more = {}) => {
  const rule = stored({ recurrence: again("FREQ=DAILY", { start: "2026-11-01T22:00", ...was }) });
  const { from, until } = page.spanOf({ kind: "save", rule, body: { ...page.bodyOfRule({ ...rule, recurrence: { ...rule.recurrence, ...is } }), ...more } }, NOW);
  return [(from - NOW) / DAY, (until - from) / DAY];
};
const within = (date, [from, length]) => {
  const at = (Date.parse(`${date}T00:00:00Z`) - NOW) / DAY;
  assert.ok(from <= Math.max(0, at - 0.5) && at + 1.5 <= from + length && length <= 31, `${date} in ${from} for ${length}`);
};

test("an exception or an extra day weeks ahead, new or taken away, lies in the range looked at", () => {
  for (const date of ["2026-11-25", "2026-12-15", "2027-03-01", "2028-02-29"]) {
    for (const list of ["except", "extra"]) {
      within(date, spanned({}, { [list]: [date] }));
      within(date, spanned({ [list]: [date, "2029-01-01"] }, { [list]: ["2029-01-01"] }));
    }
  }
  within("2026-12-15", spanned({}, { except: ["2026-12-15"] }, { playlist: "other" }));
  assert.deepEqual(spanned({}, { except: ["2026-12-15"] }, { playlist: "other" })[0], 0);
  assert.deepEqual(spanned({ except: ["2026-11-10"] }, { except: [] }), [0, 7]);
});

test("an edge of validity is looked at where it was and where it comes to", () => {
  within("2027-01-10", spanned({}, { validUntil: "2027-01-10" }));
  within("2027-01-10", spanned({ validUntil: "2027-01-10" }, { validUntil: "2027-06-01" }));
  assert.deepEqual(spanned({}, { validFrom: "2026-12-20" })[0], 0);
  within("2026-12-20", spanned({}, { validFrom: "2026-12-20" }));
  within("2027-02-01", spanned({ validFrom: "2027-03-01" }, { validFrom: "2027-02-01" }));
});

test("where nothing changes soon the range goes as far as one can look, and once only", () => {
  const far = page.further({ from: NOW, until: NOW + 7 * DAY });
  assert.deepEqual(far, { from: NOW, until: NOW + 31 * DAY });
  assert.equal(page.further(far), null);
  const { from } = page.spanOf({ kind: "delete", rule: stored({ recurrence: again("FREQ=DAILY", { start: "2027-01-01T22:00" }) }) }, NOW);
  assert.equal(from, Date.parse("2026-12-31T00:00:00Z"));
});

const WALLS = [["n1", "north"], ["n2", "north"], ["s1", "south"]].map(([id, group]) => ({ id, group, zone: "America/New_York" }));
const ALL = { groups: [], screens: [] };
const concert = (id, from, until, targets) => stored({ id, name: "Concert", from, until, screens: [], ...targets });

test("a week copied for one group and then for another is copied for both, and what is there is told", () => {
  const both = concert("a", "2026-11-24T20:00:00Z", "2026-11-24T21:00:00Z", { groups: ["north", "south"] });
  const copied = (rules, chosen) => page.copiesOf(rules, WALLS, "2026-11-23", "2026-11-30", chosen);
  const north = copied([both], { groups: ["north"], screens: [] });
  assert.deepEqual(north.copies.map(({ body }) => [body.from, body.groups, body.screens]), [["2026-12-01T20:00:00.000Z", ["north"], []]]);
  assert.deepEqual(north.left, []);
  const there = concert("b", "2026-12-01T20:00:00Z", "2026-12-01T21:00:00Z", { groups: ["north"] });
  assert.deepEqual(copied([both, there], { groups: ["south"], screens: [] }).copies.map(({ body }) => body.groups), [["south"]]);
  const rest = copied([both, there], ALL);
  assert.deepEqual(rest.copies.map(({ body }) => body.groups), [["south"]]);
  assert.deepEqual(rest.left.map(({ targets, at, why }) => [targets.groups, at, why]), [[["north"], "2026-12-01T15:00", "there"]]);
  const again = copied([both, there], { groups: [], screens: ["n2"] });
  assert.deepEqual([again.copies.length, again.left.map(({ targets }) => targets.screens)], [0, [["n2"]]]);
});

test("a window at a time that the clocks skip in the other week is told, not dropped", () => {
  const early = concert("a", "2026-03-01T07:15:00Z", "2026-03-01T09:00:00Z", { groups: ["north"] });
  const { copies, left } = page.copiesOf([early], WALLS, "2026-02-23", "2026-03-02", ALL);
  assert.deepEqual([copies, left.map(({ at, why }) => [at, why])], [[], [["2026-03-08T02:15", "skipped"]]]);
});
