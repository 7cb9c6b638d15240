package ledwall.controller.browser;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What operators do with the calendar: plan a week, see and settle a conflict, take an edit back. */
class ScheduleJourneysTest extends Journey {
    /** Within what the screens have been sent, and not begun. */
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final LocalDate WEEK_AFTER = DAY.plusDays(7);

    private static final String EACH_DAY = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU";

    /** A weekly rule by keyboard alone, a one-off window by dragging, and the week copied: all on the plan, as the controller previews it. */
    @Test
    void aWeekIsPlannedAndCopied() throws Exception {
        logIn("en");
        try (var _ = addWall("North Square", JADE)) {
            controller.addScreen("South Gate");
            fill("Evening");

            // The weekly rule, with no mouse: a word, a choice, a tick, and Enter.
            open("rules");
            browser.press("#new-window", Keys.ENTER);
            browser.type("#rule-form input[name=name]", "Market days");
            browser.chooseByKeys("#rule-form select[name=playlist]", "Evening");
            browser.press("#rule-form input[name=recurs][value=once]", Keys.ARROW_RIGHT);
            browser.set("#rule-form input[name=start]", DAY.toString());
            browser.set("#rule-form input[name=begins]", "22:00");
            browser.set("#rule-form input[name=ends]", "02:00");
            browser.chooseByKeys("#rule-form select[name=repeat]", "on chosen");
            browser.press("#rule-form input[name=day][value=" + code(NEXT) + "]", Keys.SPACE);
            browser.until("#in-words", text -> text.contains("Every week on ") && text.contains(named(DAY)) && text.contains(named(NEXT))
                && text.contains(", 22:00 to 02:00 of the next day, from " + DAY + " on.") && text.contains("，22:00 至次日 02:00，自 " + DAY + " 起。"));
            browser.assertAccessible();
            browser.press("#rule-form input[name=name]", Keys.ENTER);
            browser.until("#differences", text -> text.contains("Market days") && text.contains("22:00"));
            browser.press("#apply-schedule", Keys.ENTER);
            browser.untilGone("dialog");
            String days = Stream.of(DAY, NEXT).sorted(Comparator.comparing(LocalDate::getDayOfWeek)).map(ScheduleJourneysTest::code).collect(joining(","));
            assertEquals("FREQ=WEEKLY;BYDAY=" + days, browser.call("return (" + Rules.READ + ")[0].recurrence.rrule"));

            // The one-off window, drawn with the mouse where the loop plays.
            open("plan");
            goTo(DAY, "day");
            browser.find(row("North Square") + " [data-kind=rule]");
            browser.dragOver(row("North Square") + " .piece[data-kind=loop]", 0.3, 0.4);
            browser.type("#rule-form input[name=name]", "Concert");
            browser.find("#rule-form input[name=screen]:checked");
            browser.click("#rule-form button[type=submit]");
            browser.until("#differences", text -> text.contains("Concert") && text.contains("North Square") && !text.contains("South Gate"));
            browser.assertAccessible();
            browser.click("#apply-schedule");
            browser.untilGone("dialog");
            browser.find(row("North Square") + " .piece[aria-label^=Concert]");
            browser.untilCount(row("South Gate") + " .piece[aria-label^=Concert]", 0);

            // The week copied, and a look at one instant of the copy.
            goTo(DAY, "week");
            browser.click("#copy-week-open");
            browser.until("[data-copy=Concert]", text -> text.contains(WEEK_AFTER.toString()));
            browser.click("#copy-look");
            browser.until("[data-copy=Concert]", text -> text.contains("changes from"));
            browser.assertAccessible();
            browser.click("#copy-make");
            browser.find("#copy-done");
            browser.click("#copy-week .actions button:last-child");
            goTo(WEEK_AFTER, "day");
            browser.find(row("North Square") + " .piece[aria-label^=Concert]");
            String noon = String.valueOf(browser.call("""
                const copy = (%s).filter(rule => rule.name === 'Concert').map(rule => rule.from).sort().at(-1);
                return copy.slice(0, 16);
                """.formatted(Rules.READ)));
            browser.set("#plan input[name=lookAt]", noon);
            browser.untilIn("[data-look]", "North Square", text -> text.contains("Concert"));
            browser.untilIn("[data-look]", "South Gate", text -> text.contains("default loop"));
            browser.assertAccessible();
            browser.assertNothingSticksOut();
            browser.assertClean(controller.url());
        }
    }

    /** One's own rule is hidden by another: that is drawn and said before it is stored, and gone when the class is raised. */
    @Test
    void aConflictIsSeenBeforeItIsMadeAndSettledByTheClass() throws Exception {
        logIn("zh-CN");
        try (var _ = addWall("北广场", JADE)) {
            fill();
            browser.call(Rules.MADE + """
                const hours = { from: arguments[0] + 'T07:00:00Z', until: arguments[0] + 'T09:00:00Z' };
                await made('/schedule/rules', { ...base, name: '升旗', class: 'fixed', ...hours });
                """, DAY.toString());
            open("rules");
            browser.click("#new-window");
            browser.type("#rule-form input[name=name]", "早间通知");
            browser.set("#rule-form input[name=from]", DAY + "T08:00");
            browser.set("#rule-form input[name=until]", DAY + "T08:30");
            browser.click("#rule-form button[type=submit]");
            browser.until("#conflicts", text -> text.contains("早间通知 在 " + DAY + " 完全不会在 北广场 上播出")
                && text.contains("播出 升旗，遮盖 早间通知"));
            browser.find("#conflicts .clash-chart .hidden-part");
            browser.find("#no-difference");
            browser.assertAccessible();
            browser.click("#back");
            browser.choose("#rule-form select[name=class]", "重点时段");
            browser.click("#rule-form button[type=submit]");
            browser.until("#differences", text -> text.contains("早间通知"));
            browser.until("#conflicts", text -> text.contains("播出 早间通知，遮盖 升旗"));
            browser.untilGone("#conflicts li[data-own=true]");
            browser.click("#apply-schedule");
            browser.untilGone("dialog");

            // On the plan the one that hides stands out, and what it hides is drawn below it.
            open("plan");
            goTo(DAY, "day");
            browser.find(".plan .piece.keyPeriod");
            browser.find(".plan [data-hidden=升旗]");
            browser.click("#clashes summary");
            browser.until("#clashes", text -> text.contains("08:00 至 08:30，播出 早间通知，遮盖 升旗"));
            // From bar to bar by arrow keys, opened by Enter: who lost, and by which step of the order.
            browser.press(".plan .piece.keyPeriod", Keys.ENTER);
            browser.until("dialog .losers", text -> text.contains("升旗") && text.contains("类别较低"));
            browser.assertAccessible();
            browser.press("dialog", Keys.ESCAPE);
            browser.untilGone("dialog");

            // Taken up by keys, moved half an hour, stretched, shown and left alone; then moved in earnest.
            browser.press(".plan .piece.keyPeriod", Keys.SPACE);
            browser.until("#held", text -> text.contains("08:00 – 08:30"));
            browser.press("body", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
            browser.press("body", Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
            browser.until("#held", text -> text.contains("08:30 – 09:15"));
            browser.assertAccessible();
            browser.press("body", Keys.ESCAPE);
            browser.untilGone("#held");
            browser.dragBy(".plan .piece.keyPeriod", row("北广场") + " .space", 0.25);
            browser.until("#differences", text -> text.contains("早间通知"));
            browser.click("#apply-schedule");
            browser.untilGone("dialog");
            browser.untilTrue("return document.querySelector('.plan .piece.keyPeriod')?.ariaLabel.includes('14:00 ')");
            browser.untilGone(".plan .hidden-part");
            browser.assertClean(controller.url());
        }
    }

    /** Changed, seen in words, applied and taken back: the wall's preview is the old one again. */
    @Test
    void anEditIsTakenBack() throws Exception {
        logIn("en");
        try (var _ = addWall("North Square", JADE)) {
            fill();
            browser.call(Rules.MADE + """
                await made('/schedule/rules', { ...base, name: 'Morning', recurrence: { start: '%sT09:00', end: '10:00', rrule: '%s' } });
                """.formatted(DAY, EACH_DAY));
            open("plan");
            goTo(DAY, "day");
            browser.untilCount(".plan .piece[data-kind=rule]", 1);
            String before = preview();

            // What the form has no choice for stays as it is: told in words, and sent back untouched.
            open("rules");
            browser.until("[data-again]", text -> text.contains("Every month, on Monday, Tuesday, Wednesday") && text.contains(" and Sunday, 09:00 to 10:00"));
            browser.click("[data-again] .change");
            browser.find("#rule-form select[name=repeat] option[value=other]:checked");
            browser.set("#rule-form input[name=begins]", "08:30");
            browser.click("#rule-form details summary");
            browser.set("#rule-form input[name=except]", DAY.toString());
            browser.click("[data-add=except]");
            browser.click("#rule-form button[type=submit]");
            browser.until("#differences", text -> text.contains("08:30") && text.contains("Morning"));
            browser.click("#apply-schedule");
            browser.untilGone("dialog");
            assertEquals(EACH_DAY, browser.call("return (" + Rules.READ + ")[0].recurrence.rrule"));
            open("plan");
            browser.untilGone(".plan .piece[data-kind=rule]");

            open("history");
            browser.untilCount("#history tr[data-change]", 2);
            browser.assertAccessible();
            browser.click("#history tr[data-change=changed] .undo");
            browser.until("#differences", text -> text.contains("08:30") && text.contains("Morning"));
            browser.click("#apply-schedule");
            browser.untilGone("dialog");
            browser.find("#history tr[data-change=restored]");
            open("plan");
            browser.untilCount(".plan .piece[data-kind=rule]", 1);
            assertEquals(before, preview());

            // A calendar takes a day out: made from a file, asked for, and then in use.
            open("calendars");
            browser.click("#new-calendar");
            browser.upload("#ics", Files.writeString(folder.resolve("Shoton.ics"), """
                BEGIN:VCALENDAR\r
                VERSION:2.0\r
                BEGIN:VEVENT\r
                DTSTART;VALUE=DATE:20270301\r
                SUMMARY:Shoton\r
                END:VEVENT\r
                END:VCALENDAR\r
                """.replace("20270301", DAY.format(DateTimeFormatter.BASIC_ISO_DATE))));
            browser.untilTrue("return document.querySelector('#calendar-form input[name=name]').value === 'Shoton'");
            browser.click("#calendar-form button[type=submit]");
            browser.untilIn("[data-calendar]", "Shoton", text -> text.contains("1"));
            open("rules");
            browser.click("[data-again] .change");
            browser.click("#rule-form details summary");
            browser.click("#add-condition");
            browser.choose("#rule-form select[name=calendar]", "Shoton");
            browser.until("#in-words", text -> text.contains("never on the days of Shoton") && text.contains("“Shoton”中的日子不播"));

            // Somebody else is quicker.
            browser.call(Rules.MADE + "const [rule] = " + Rules.READ + "; await made('/schedule/rules/' + rule.id, { ...base, name: rule.name, priority: 7, "
                + "recurrence: { ...rule.recurrence, lengthMillis: undefined } }, rule.revision);");
            browser.click("#rule-form button[type=submit]");
            browser.click("#apply-schedule");
            browser.until("#stale", text -> text.contains("priority"));
            browser.assertAccessible();
            browser.click("#look-again");
            browser.untilGone("#stale");
            browser.click("#apply-schedule:not(:disabled)");
            browser.untilGone("dialog");
            open("calendars");
            browser.clickIn("[data-calendar]", "Shoton", "button.delete");
            browser.until("#delete-calendar", text -> text.contains("Morning"));
            browser.find("#delete-calendar button[type=submit]:disabled");
            browser.assertAccessible();
            browser.console().assertRefused(412);
        }
    }

    /** Rules by scripts of the page's own session. */
    private static final class Rules {
        static final String READ = "(await (await fetch('/api/v1/schedule/rules')).json()).items";
        /** {@code made(path, body)} sends and throws what is refused; with a revision it replaces. */
        static final String MADE = """
            const list = async path => (await (await fetch('/api/v1' + path)).json()).items;
            const base = { groups: (await list('/groups')).map(group => group.id), playlist: (await list('/playlists'))[0].id };
            const made = async (path, body, revision) => {
              const headers = { 'Content-Type': 'application/json', ...(revision && { 'If-Match': '"' + revision + '"' }) };
              const answer = await fetch('/api/v1' + path, { method: revision ? 'PUT' : 'POST', headers, body: JSON.stringify(body) });
              if (!answer.ok) throw await answer.text();
              return answer.json();
            };
            """;
    }

    /** One picture in the default loop, and in further lists of these names; all of it ready to be shown. */
    private void fill(String... lists) {
        browser.call(Rules.MADE + """
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 64;
            canvas.getContext('2d').fillRect(0, 0, 64, 64);
            const file = await new Promise(done => canvas.toBlob(done, 'image/png'));
            const headers = { 'Content-Type': 'application/octet-stream' };
            const media = await (await fetch('/api/v1/media?name=one.png', { method: 'POST', headers, body: file })).json();
            const items = [{ mediaId: media.id, lengthMillis: 10000, fit: 'contain' }];
            const [loop] = await list('/playlists');
            await made('/playlists/' + loop.id, { name: loop.name, items }, loop.revision);
            for (const name of arguments[0]) await made('/playlists', { name, items });
            """, List.of(lists));
        open("plan");
        browser.find(".plan .piece[data-kind=loop]");
    }

    private static String code(LocalDate day) {
        return day.getDayOfWeek().name().substring(0, 2);
    }

    private static String named(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** What the wall will show that day, as the controller says it. */
    private String preview() {
        return String.valueOf(browser.call("""
            const [screen] = (await (await fetch('/api/v1/screens')).json()).items;
            const spans = await (await fetch('/api/v1/schedule/preview?by=window&screen=' + screen.id + arguments[0])).json();
            return JSON.stringify(spans.map(span => [span.from, span.until, span.ruleId]));
            """, "&from=" + DAY + "T00:00:00Z&until=" + NEXT + "T00:00:00Z"));
    }

    private void open(String part) {
        browser.click("nav a[href='#/schedule']");
        browser.click("[data-part=" + part + "]");
        browser.find("[data-part=" + part + "][aria-current=page]");
    }

    private void goTo(LocalDate day, String zoom) {
        browser.click("[data-zoom=" + zoom + "]");
        browser.set("#plan input[name=goTo]", day.toString());
        browser.find("[data-zoom=" + zoom + "][aria-pressed=true]");
        browser.untilGone(".plan .reading");
    }

    private String row(String name) {
        browser.untilIn(".plan-row", name, text -> text.contains(name));
        return "[data-row='" + browser.script("""
            return [...document.querySelectorAll('.plan-row')].find(row => row.textContent.includes(arguments[0])).dataset.row;
            """, name) + "']";
    }
}
