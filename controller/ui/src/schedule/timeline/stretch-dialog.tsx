import { useEffect, useState } from "preact/hooks";
import { get } from "../../base/api";
import { Dialog } from "../../base/dialog";
import { Failure, useAction } from "../../base/errors";
import { useLanguage, useWords } from "../../base/i18n";
import { brief, duration, rfc3339 } from "../../base/time";
import type { Rule, Screen } from "../../base/types";
import { baseWords } from "../../base/words";
import { controllerNow, useFeed, useLive } from "../../live/live";
import { to } from "../../shell/route";
import { useMay } from "../../shell/session";
import { useCalendarName } from "../calendars/use-calendars";
import type { Edit } from "../edits";
import { bodyOfRule, newDraft } from "../rule/draft";
import { whenSentence } from "../rule/sentence";
import { isAhead, isWindow, useTargets } from "../rules";
import { scheduleWords } from "../words";
import { whyWords } from "../why/words";
import { Losers, type WhyJson } from "../why/losers";
import { useOwnerName } from "./names";
import type { Range } from "./range";

/** A bar, opened: whose it is, why, and what one can do about it. */
export function StretchDialog({ screen, from, until, range, onEdit, onLook, onClose }: {
  screen: Screen;
  from: number;
  until: number;
  range: Range;
  onEdit: (edit: Edit) => void;
  /** Looks at all screens at this instant. */
  onLook: (at: number) => void;
  onClose: () => void;
}) {
  const words = useWords(whyWords);
  const base = useWords(baseWords);
  const rules = useLive((live) => live.rules);
  const ownerName = useOwnerName();
  const [why, setWhy] = useState<WhyJson | null>(null);
  const { failure, run } = useAction();
  // A bar that began before the range is asked for where it is seen.
  const at = Math.max(from, range.from);
  useEffect(() => {
    void run(async () => setWhy(await get<WhyJson>(`/schedule/why?${new URLSearchParams({ screen: screen.id, at: rfc3339(at) })}`)));
  }, [screen.id, at]);
  const rule = why ? rules.find((each) => each.id === why.winner.ruleId) : undefined;
  return (
    <Dialog title={why ? ownerName(why.winner) : base.loading} onClose={onClose}>
      <Failure of={failure} />
      <dl>
        <dt>{base.screen}</dt><dd><a href={to("schedule", screen.id)}>{screen.name}</a></dd>
        <dt>{words.shown}</dt><dd>{brief(from, range.zone, range.from)} – {brief(until, range.zone, range.from)} ({duration(until - from)})</dd>
        {rule && <RuleFacts rule={rule} zone={range.zone} />}
      </dl>
      {why && <Losers why={why} zone={range.zone} now={range.from} />}
      <p class="actions">
        {why && <Actions rule={rule} day={why.winner.day} screen={screen} from={from} until={until} range={range} onEdit={onEdit} />}
        <button type="button" id="look-here" onClick={() => onLook(at)}>{words.lookHere}</button>
        <button type="button" onClick={onClose}>{base.close}</button>
      </p>
    </Dialog>
  );
}

/** What one can do about a bar: change whose it is, leave out this day, end or delete it, or put another window there. */
function Actions({ rule, day, screen, from, until, range, onEdit }: {
  rule: Rule | undefined;
  day: string | undefined;
  screen: Screen;
  from: number;
  until: number;
  range: Range;
  onEdit: (edit: Edit) => void;
}) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const feed = useFeed();
  const now = controllerNow(feed.live);
  if (!useMay("editSchedule")) {
    return null;
  }
  const fresh = () => {
    const begins = Math.max(from, Math.ceil(now / 60_000) * 60_000);
    const ends = Math.max(begins + 60_000, Math.min(until, begins + 3_600_000));
    onEdit({ what: "form", rule: null, draft: { ...newDraft({ from: begins, until: ends, zone: range.zone }), screens: [screen.id] }, zone: range.zone });
  };
  if (!rule) {
    return until <= now ? null : <button type="button" class="main" id="window-here" data-first onClick={fresh}>＋ {words.addHere}</button>;
  }
  const skip = () => {
    const body = bodyOfRule(rule);
    const recurrence = body.recurrence && day ? { ...body.recurrence, except: [...body.recurrence.except, day].sort() } : undefined;
    if (recurrence) {
      onEdit({ what: "apply", change: { kind: "save", rule, body: { ...body, recurrence } }, zone: screen.zone });
    }
  };
  const running = isWindow(rule) && Date.parse(rule.from) <= now;
  return (
    <>
      {isAhead(rule, now) && <button type="button" class="main" id="change-rule" data-first
        onClick={() => onEdit({ what: "change", rule })}>{base.change}</button>}
      {rule.recurrence && day && until > now && <button type="button" id="skip-day" onClick={skip}>{words.skip(day)}</button>}
      {running && isAhead(rule, now) ? <button type="button" id="end-rule" onClick={() => onEdit({ what: "end", rule })}>{words.endNow}</button>
        : <button type="button" id="delete-rule" onClick={() => onEdit({ what: "delete", rule })}>{base.remove}</button>}
    </>
  );
}

function RuleFacts({ rule, zone }: { rule: Rule; zone: string }) {
  const words = useWords(scheduleWords);
  const base = useWords(baseWords);
  const targets = useTargets();
  const language = useLanguage();
  const calendarName = useCalendarName();
  const playlists = useLive((live) => live.playlists);
  return (
    <>
      <dt>{words.recurrence}</dt><dd>{whenSentence(rule, language, zone, calendarName)}</dd>
      <dt>{words.targets}</dt><dd>{targets(rule)}</dd>
      <dt>{base.playlist}</dt><dd><a href={to("playlists", rule.playlist)}>{playlists.find((each) => each.id === rule.playlist)?.name ?? base.unknown}</a></dd>
      <dt>{words.classLabel}</dt><dd>{words.classes[rule.class] ?? rule.class}{base.comma}{words.priorityShort} {rule.priority}</dd>
    </>
  );
}
