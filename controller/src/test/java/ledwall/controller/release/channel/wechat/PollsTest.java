package ledwall.controller.release.channel.wechat;

import static ledwall.controller.release.channel.wechat.WechatChannelTest.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatFaults;
import ledwall.testserver.WechatFaults.Calling;
import ledwall.testserver.WechatServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At most 8 polls a publication and 90 a day, whatever happens: callbacks that never come, calls that fail, and restarts. */
class PollsTest {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final String POLL = "freepublish/get";
    /** Nothing becomes public as long as a test runs. */
    private static final WechatServer.Options NEVER_THROUGH = new WechatServer.Options(0, Duration.ofMillis(1), 0, Duration.ofDays(1), 7, Duration.ofMillis(1));

    @TempDir Path folder;
    private WechatRig wechat;

    @BeforeEach
    void start() throws IOException {
        wechat = new WechatRig(folder, NEVER_THROUGH);
        wechat.server.faults(WechatRig.APP).calling = Calling.LOST;
        // A day of the account begins, so that no midnight of the real clock comes between.
        Instant now = wechat.rig.clock.wall();
        Instant morning = LocalDate.ofInstant(now, BEIJING).plusDays(1).atStartOfDay(BEIJING).plusHours(1).toInstant();
        wechat.rig.clock.advance(Duration.between(now, morning));
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private List<Job> submitted(int jobs) {
        var out = new ArrayList<Job>();
        for (int i = 0; i < jobs; i++) {
            out.add(wechat.submitted(wechat.prepared(wechat.job(i))));
        }
        return out;
    }

    private int polled(int article) {
        return wechat.server.articles(WechatRig.APP).get(article).polls();
    }

    /** As the engine does for many releases at once: whichever is due next is asked, in virtual time. */
    private List<Step> confirmed(List<Job> jobs, Duration most, int restartAfter) throws IOException {
        var steps = new ArrayList<Step>(jobs.stream().map(job -> (Step) new Step.Later(job.memo(), PollPlan.after(0), "")).toList());
        var due = new ArrayList<Instant>(jobs.stream().map(job -> wechat.rig.clock.wall().plus(PollPlan.after(0))).toList());
        Instant end = wechat.rig.clock.wall().plus(most);
        for (int call = 1; ; call++) {
            int next = 0;
            for (int i = 1; i < due.size(); i++) {
                next = due.get(i).isBefore(due.get(next)) ? i : next;
            }
            if (due.get(next).isAfter(end)) {
                return steps;
            }
            Duration until = Duration.between(wechat.rig.clock.wall(), due.get(next));
            wechat.rig.clock.advance(until.isNegative() ? Duration.ZERO : until);
            if (call % restartAfter == 0) {
                wechat.rig.restart();
            }
            Step step = wechat.open().confirm(jobs.get(next).with(steps.get(next).memo()));
            steps.set(next, step);
            due.set(next, step instanceof Step.Later later ? wechat.rig.clock.wall().plus(later.after()) : Instant.MAX);
        }
    }

    @Test
    void aDayWithoutCallbacksOf50ReleasesOnOneAccountStaysWithinBothBoundsAcrossRestarts() throws IOException {
        List<Job> jobs = submitted(50);
        List<Step> steps = confirmed(jobs, Duration.ofHours(22), 40);

        assertEquals(90, wechat.server.calls(WechatRig.APP, POLL), "all that a day is given, and none more");
        for (int i = 0; i < 50; i++) {
            assertTrue(polled(i) <= 8, "polled " + polled(i) + " times");
        }
        assertTrue(wechat.server.calls(WechatRig.APP, "freepublish/batchget") <= 100);
        assertTrue(steps.stream().noneMatch(Step.Done.class::isInstance), "nothing is called published without proof");
        String words = wechat.open().health().words();
        assertTrue(words.contains("50 of 100 submissions, 90 of 90 polls, 0 of 10 deletions"), words);
        var usage = wechat.rig.online.channels().usage(wechat.channel);
        assertTrue(usage.stream().anyMatch(each -> each.api().equals(POLL) && each.used() == 90 && each.most() == 90), usage::toString);
        assertTrue(usage.stream().noneMatch(each -> each.api().contains(" 1")), "what is counted of each publication is nobody else's business");
    }

    @Test
    void onePublicationThatTakesForEverIsPolled8TimesAndThenLookedForAndThenAPersonIsAsked() throws IOException {
        List<Step> steps = confirmed(submitted(1), Duration.ofHours(22), 1_000);

        assertEquals(8, polled(0));
        var person = assertInstanceOf(Step.Person.class, steps.getFirst(), steps.getFirst()::toString);
        assertEquals(ManualTask.Kind.LOOK_UP, person.task().kind());
    }

    @Test
    void pollsThatAreNotAnsweredCountToo() throws IOException {
        wechat.server.faults(WechatRig.APP).strike(POLL, WechatFaults.Fault.BUSY_THOUGH_DONE, 1_000);
        List<Job> jobs = submitted(1);
        confirmed(jobs, Duration.ofHours(22), 1_000);

        assertEquals(8, polled(0));
    }

    @Test
    void aCrashRightAfterEachPollMakesNoMoreOfThem() throws IOException {
        Job job = submitted(1).getFirst();
        for (int i = 0; i < 30; i++) {
            wechat.rig.clock.advance(Duration.ofMinutes(10));
            wechat.rig.restart();
            // What it answered is never stored.
            wechat.open().confirm(job);
        }
        assertEquals(8, polled(0));
    }

    @Test
    void aControllerThatWasDownWhilePollsWereDueDoesNotMakeThemAllAtOnce() {
        Job job = submitted(1).getFirst();
        wechat.rig.clock.advance(Duration.ofHours(2));
        var later = assertInstanceOf(Step.Later.class, wechat.open().confirm(job));

        assertTrue(later.after().toSeconds() >= 30, later::toString);
        assertEquals(1, polled(0));
    }

    @Test
    void anArticleThatIsToCarryItsVideoIsFinishedByAPersonAndNeverSubmitted(@TempDir Path other) throws IOException {
        try (var rig = new WechatRig(other)) {
            var channels = rig.rig.online.channels();
            var settings = new TreeMap<>(rig.channel.settings());
            settings.put("video", "byHand");
            channels.edit(rig.channel.id(), 1, rig.channel.name(), settings, null);
            Job drafted = rig.prepared(rig.job());

            var person = assertInstanceOf(Step.Person.class, rig.open().publish(drafted));
            assertEquals(ManualTask.Kind.FINISH_DRAFT, person.task().kind());
            assertTrue(person.task().checklist().contains(ManualTask.Check.INSERT_VIDEO), person::toString);
            assertEquals("Publish the draft \"春节晚会 今晚八点\" on mp.weixin.qq.com: no call can put the video, which is in the account's library, into the article.",
                person.task().words());
            assertInstanceOf(Step.Person.class, rig.open().publish(drafted), "asked once");
            assertEquals(0, rig.server.calls(WechatRig.APP, "freepublish/submit"));
            rig.rig.online.tasks().confirm(rig.channel.id(), drafted.key(), "https://mp.weixin.qq.com/s/with-video", "Dolma");
            assertEquals("https://mp.weixin.qq.com/s/with-video", proof(rig.open().confirm(drafted)).url());

            // Without a video there is nothing to do by hand.
            var plain = rig.job(1);
            assertInstanceOf(Step.Later.class, rig.open().publish(rig.prepared(plain)));
        }
    }
}
