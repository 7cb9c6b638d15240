package ledwall.controller.release.channel.wechat;

import static ledwall.controller.release.channel.wechat.WechatChannelTest.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatFaults;
import ledwall.testserver.WechatFaults.Calling;
import ledwall.testserver.WechatFaults.Fault;
import ledwall.testserver.WechatServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault that WeChat's documents tell of, over real sockets: no article is doubled, none is lost, and none is called published without proof. */
class WechatFaultsTest {
    @TempDir Path folder;
    private WechatRig wechat;
    private WechatFaults faults;

    @BeforeEach
    void start() throws IOException {
        wechat = new WechatRig(folder);
        faults = wechat.server.faults(WechatRig.APP);
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private long published() {
        return wechat.server.articles(WechatRig.APP).stream().filter(article -> article.visibleAt() != null).count();
    }

    private Step confirmed(Job job) {
        return wechat.rig.until(job, OnlineChannel::confirm, wechat.open());
    }

    /** As the engine does: publishes, and after an unknown outcome finds out before it does so again. */
    private Step driven(Job job) {
        Job now = job;
        for (int i = 0; i < 10; i++) {
            Step step = wechat.open().publish(now);
            now = now.with(step.memo());
            if (step instanceof Step.Trouble(Memo memo, String words, Duration after)) {
                wechat.rig.clock.advance(after);
                continue;
            }
            if (step instanceof Step.Later || step instanceof Step.Unknown) {
                wechat.rig.clock.advance(Duration.ofSeconds(1));
                step = confirmed(now);
                now = now.with(step.memo());
            }
            if (!(step instanceof Step.NotThere)) {
                return step;
            }
        }
        throw new AssertionError("no end of it");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whateverHappensToTheSubmissionThereIsOneArticleAndItIsFound(Fault fault) {
        Job drafted = wechat.prepared(wechat.job());
        faults.strike("freepublish/submit", fault, 1);

        Step step = driven(drafted);

        assertEquals(1, published(), step::toString);
        assertEquals(1, wechat.server.articles(WechatRig.APP).size());
        assertTrue(Objects.requireNonNull(proof(step).url()).contains("mp.weixin.qq.com"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCrashBetweenTheSubmissionAndItsMemoIsReconciledToo(Fault fault) {
        Job drafted = wechat.prepared(wechat.job());
        faults.strike("freepublish/submit", fault, 1);
        wechat.open().publish(drafted);

        // The engine knows no more than that it was about to submit.
        Step found = confirmed(drafted);
        Step step = found instanceof Step.NotThere ? driven(drafted.with(found.memo())) : found;

        assertEquals(1, wechat.server.articles(WechatRig.APP).size());
        assertEquals(1, published());
        proof(step);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whateverHappensWhilePreparingThereIsADraftInTheEnd(Fault fault) {
        faults.strike("material/add_material", fault, 1);
        faults.strike("draft/add", fault, 1);
        Job job = wechat.job();
        Step step = wechat.open().prepare(job);
        for (int i = 0; i < 12 && !(step instanceof Step.Done); i++) {
            wechat.rig.clock.advance(step instanceof Step.Trouble trouble ? trouble.retryAfter() : Duration.ZERO);
            job = job.with(step.memo());
            step = wechat.open().prepare(job);
        }
        assertInstanceOf(Step.Done.class, step, step::toString);
        assertEquals(0, published());
    }

    @Test
    void anAnswerThatStallsFor5SecondsIsWaitedFor(@TempDir Path other) throws IOException {
        var quick = WechatServer.Options.QUICK;
        var options = new WechatServer.Options(0, quick.median(), quick.sigma(), quick.publishing(), quick.seed(), WechatServer.Options.STALL);
        try (var stalling = new WechatRig(other, options)) {
            Job drafted = stalling.prepared(stalling.job());
            stalling.server.faults(WechatRig.APP).strike("freepublish/submit", Fault.STALL, 1);

            assertInstanceOf(Step.Later.class, stalling.open().publish(drafted), "accepted, however late");
        }
    }

    @Test
    void aFileThatIsGoneFromTheDiskIsTroubleAndNothingIsCalled() {
        var cover = wechat.rig.file(Attachment.Role.COVER, "image/jpeg", 2_000);
        var gone = new Attachment(cover.role(), cover.hash(), cover.mime(), cover.bytes(), cover.file() + "x", 640, 360, null);

        var trouble = assertInstanceOf(Step.Trouble.class, wechat.open().prepare(wechat.job(wechat.rig.post("t", gone))));
        assertTrue(trouble.words().contains("cannot be read from the controller's disk"), trouble::words);
        assertEquals(0, wechat.server.calls(WechatRig.APP, "material/add_material"));
    }

    @Test
    void aTokenThatEndsInMidFlowIsReplacedAndTheCallMadeOnce() {
        faults.expireAfter = 1;
        Job drafted = wechat.prepared(wechat.job());
        faults.expireAfter = 0;
        Job submitted = wechat.submitted(drafted);

        wechat.through(1);
        proof(confirmed(submitted));
        assertEquals(1, wechat.server.articles(WechatRig.APP).size());
        assertEquals(0, wechat.server.calls(WechatRig.APP, "forced"));
    }

    @Test
    void aTokenThatIsRefusedThoughItHasNotEndedIsReplacedByForceOnce() {
        wechat.prepared(wechat.job());
        faults.untilForced = true;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job(2)));

        wechat.through(1);
        proof(confirmed(submitted));
        assertEquals(1, wechat.server.calls(WechatRig.APP, "forced"));
    }

    @Test
    void acceptedAndThenRefusedIsNeverCalledPublished() {
        faults.status = 4;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        Step step = confirmed(submitted);

        var refused = assertInstanceOf(Step.Refused.class, step, step::toString);
        assertEquals("wechatRefused", refused.code());
        assertEquals("WeChat's own review refused it.", refused.words());
        assertInstanceOf(Step.Done.class, wechat.rig.until(submitted.with(step.memo()), OnlineChannel::withdraw, wechat.open()));
        assertEquals(0, wechat.server.drafts(WechatRig.APP));
    }

    @Test
    void aLostCallbackIsMadeGoodByAPoll() {
        faults.calling = Calling.LOST;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);

        proof(confirmed(submitted));
        assertEquals(1, wechat.server.calls(WechatRig.APP, "freepublish/get"));
    }

    @Test
    void aDoubledCallbackIsTakenOnce() {
        faults.calling = Calling.DOUBLED;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);

        proof(confirmed(submitted));
        assertEquals(1, wechat.rig.rows("wechat_callback"));
        assertEquals(0, wechat.server.calls(WechatRig.APP, "freepublish/get"));
    }

    @Test
    void aCallbackWithAWrongSignatureChangesNothing() {
        faults.calling = Calling.FORGED_SIGNATURE;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);

        assertEquals(1, wechat.rig.online.callbacks().refused());
        assertInstanceOf(Step.Later.class, wechat.open().confirm(submitted), "it waits for the poll");
        proof(confirmed(submitted));
    }

    @Test
    void aCallbackThatNamesAnotherArticleIsNotBelieved() {
        faults.calling = Calling.FORGED_ARTICLE;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);

        String url = Objects.requireNonNull(proof(confirmed(submitted)).url());
        assertFalse(url.contains("evil"), url);
    }

    @Test
    void theDaysLimitAtWechatItselfIsTroubleUntilTomorrowAndNothingHappened() {
        Job drafted = wechat.prepared(wechat.job());
        faults.limit("freepublish/submit", 0);

        var trouble = assertInstanceOf(Step.Trouble.class, wechat.open().publish(drafted));
        assertTrue(trouble.words().contains("45009"), trouble::words);
        assertTrue(trouble.retryAfter().compareTo(Duration.ofMinutes(1)) > 0);
        assertEquals(0, published());
    }

    @Test
    void theAddressThatIsNotOnTheWhitelistIsNamed() {
        faults.foreignAddress = true;

        var trouble = assertInstanceOf(Step.Trouble.class, wechat.open().prepare(wechat.job()));
        assertTrue(trouble.words().contains("IP whitelist"), trouble::words);
        assertFalse(wechat.open().health().well());
        faults.foreignAddress = false;
        assertTrue(wechat.open().health().well());
        wechat.prepared(wechat.job());
    }

    @Test
    void anAccountThatMayNotPublishLeavesADraftForAPersonWhoBringsTheLink() {
        Job drafted = wechat.prepared(wechat.job());
        faults.unauthorized = true;

        var person = assertInstanceOf(Step.Person.class, wechat.open().publish(drafted));
        assertEquals(ManualTask.Kind.FINISH_DRAFT, person.task().kind());
        assertTrue(person.task().words().contains("48001"), person.task()::words);
        assertInstanceOf(Step.Person.class, wechat.open().confirm(drafted));
        assertInstanceOf(Step.Person.class, wechat.open().publish(drafted), "asked once, and never submitted again");
        assertEquals(1, wechat.server.calls(WechatRig.APP, "freepublish/submit"));

        wechat.rig.online.tasks().confirm(wechat.channel.id(), drafted.key(), "https://mp.weixin.qq.com/s/by-hand", "Dolma");
        assertEquals("confirmed by Dolma", proof(wechat.open().confirm(drafted)).ref());
        var deletion = assertInstanceOf(Step.Person.class, wechat.open().withdraw(drafted));
        assertEquals(ManualTask.Kind.DELETE, deletion.task().kind());
    }

    @ParameterizedTest
    @EnumSource(value = Calling.class, names = {"ONCE", "LOST"})
    void anAnswerInWhichTheArticleIsMissingProvesNothingAndTheListIsAsked(Calling calling) {
        faults.calling = calling;
        faults.hollow = true;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(calling == Calling.LOST ? 0 : 1);

        proof(confirmed(submitted));
        assertTrue(wechat.server.calls(WechatRig.APP, "freepublish/get") <= 8);
        assertEquals(1, wechat.server.calls(WechatRig.APP, "freepublish/batchget"));
    }

    /** Such an account is told nothing of what it has published either: whoever waited for that would wait for good, with the article still there. */
    @Test
    void anAccountThatMayNotPublishHasItsArticleDeletedByAPersonThoughNobodyToldThatItIsThere() {
        Job drafted = wechat.prepared(wechat.job());
        faults.unauthorized = true;
        assertInstanceOf(Step.Person.class, wechat.open().publish(drafted));
        wechat.server.takeDraft(WechatRig.APP, drafted.memo().get(Draft.DRAFT));

        var deletion = assertInstanceOf(Step.Person.class, wechat.rig.until(drafted, OnlineChannel::withdraw, wechat.open()));
        assertEquals(ManualTask.Kind.DELETE, deletion.task().kind());
        assertTrue(deletion.task().words().contains("WeChat does not tell"), deletion.task()::words);
    }

    /** Whoever looked and found nothing is asked to publish the draft; then that link counts, and not what was not there before. */
    @Test
    void theLinkOfWhoPublishedTheDraftCountsThoughSomebodyHadLookedInVain() {
        Job tried = wechat.prepared(wechat.job());
        faults.unauthorized = true;
        faults.say("draft/get", 48001, "");
        var looking = assertInstanceOf(Step.Person.class, confirmed(tried));
        assertEquals(ManualTask.Kind.LOOK_UP, looking.task().kind());
        var tasks = wechat.rig.online.tasks();
        tasks.confirm(wechat.channel.id(), tried.key(), null, "Dolma");
        assertInstanceOf(Step.NotThere.class, confirmed(tried));

        assertInstanceOf(Step.Person.class, wechat.open().publish(tried));
        var finishing = assertInstanceOf(Step.Person.class, confirmed(tried));
        assertEquals(ManualTask.Kind.FINISH_DRAFT, finishing.task().kind());
        tasks.confirm(wechat.channel.id(), tried.key(), "https://mp.weixin.qq.com/s/by-hand", "Tashi");
        assertEquals("https://mp.weixin.qq.com/s/by-hand", proof(confirmed(tried)).url());
    }

    /** What is to be taken back does not wait for tomorrow. */
    @Test
    void aWithdrawalThatTheDaysCallsNoLongerAllowIsForAPerson() {
        Job drafted = wechat.prepared(wechat.job());
        faults.strike("freepublish/submit", Fault.DROP_ANSWER, 1);
        Job unknown = drafted.with(wechat.open().publish(drafted).memo());
        wechat.through(1);
        faults.limit("freepublish/batchget", 0);

        var deletion = assertInstanceOf(Step.Person.class, wechat.rig.until(unknown, OnlineChannel::withdraw, wechat.open()));
        assertEquals(ManualTask.Kind.DELETE, deletion.task().kind());
        assertTrue(wechat.server.calls(WechatRig.APP, "freepublish/batchget") <= 1, "asked once, and not again");
    }

    @Test
    void onePublicationIsPolledEightTimesAtMostAndThenLookedForInTheList() {
        faults.calling = Calling.LOST;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        Job now = submitted.with(submitted.memo().with(Outcome.POLLS, "8"));
        wechat.through(1);

        proof(confirmed(now));
        assertEquals(0, wechat.server.calls(WechatRig.APP, "freepublish/get"));
        assertEquals(1, wechat.server.calls(WechatRig.APP, "freepublish/batchget"));
    }

    @Test
    void thePollsComeAfter5And15And45And120And300SecondsThenEveryTenMinutes() {
        long[] seconds = IntStream.range(0, PollPlan.MOST).mapToLong(poll -> PollPlan.after(poll).toSeconds()).toArray();

        assertEquals("5 15 45 120 300 900 1500 2100", String.join(" ", Arrays.stream(seconds).mapToObj(Long::toString).toList()));
    }
}
