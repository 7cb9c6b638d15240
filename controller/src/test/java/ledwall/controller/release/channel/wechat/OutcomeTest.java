package ledwall.controller.release.channel.wechat;

import static ledwall.controller.release.channel.wechat.WechatChannelTest.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatFaults;
import ledwall.testserver.WechatFaults.Calling;
import ledwall.testserver.WechatFaults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a submission where people, or other programs, use the same account. */
class OutcomeTest {
    private static final String POLL = "freepublish/get";
    private static final String LIST = "freepublish/batchget";
    private static final String ARTICLE = "freepublish/getarticle";
    private static final String DELETE = "freepublish/delete";

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

    private Step confirmed(Job job) {
        return wechat.rig.until(job, OnlineChannel::confirm, wechat.open());
    }

    private void goneByHand(Job job, Step step) {
        var refused = assertInstanceOf(Step.Refused.class, step, step::toString);
        assertEquals("wechatDeleted", refused.code());
        assertInstanceOf(Step.Done.class, wechat.rig.until(job.with(step.memo()), OnlineChannel::withdraw, wechat.open()));
        assertEquals(0, wechat.server.calls(WechatRig.APP, DELETE), "what is gone needs none of the day's deletions");
    }

    @Test
    void anArticleThatSomebodyDeletedBeforeItWasAskedForIsNotCalledPublished() {
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);
        wechat.server.takeArticle(WechatRig.APP, 0);

        goneByHand(submitted, confirmed(submitted));
        assertEquals(1, wechat.server.calls(WechatRig.APP, ARTICLE));
    }

    @Test
    void anArticleThatStandsDeletedInTheListIsNotCalledPublished() {
        faults.calling = Calling.LOST;
        Job drafted = wechat.prepared(wechat.job());
        faults.strike("freepublish/submit", Fault.DROP_ANSWER, 1);
        Job unknown = drafted.with(wechat.open().publish(drafted).memo());
        wechat.through(1);
        wechat.server.takeArticle(WechatRig.APP, 0);

        Step step = confirmed(unknown);
        assertEquals(1, wechat.server.calls(WechatRig.APP, LIST));
        goneByHand(unknown, step);
    }

    @Test
    void aNumberFarBeyondTheStatesIsNoPublication() {
        assertEquals(Status.OTHER, Status.of(1L << 32));
        assertEquals(Status.OTHER, Status.of(-1));
        assertEquals(Status.OTHER, Status.of(7));
    }

    /** Somebody else used up what the account may ask of one kind today; there is another way to know. */
    @Test
    void pollsThatOthersHaveUsedUpDoNotKeepAnybodyWaiting() {
        faults.calling = Calling.LOST;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        faults.limit(POLL, 0);
        Instant before = wechat.rig.clock.wall();

        proof(confirmed(submitted));
        assertEquals(1, wechat.server.calls(WechatRig.APP, LIST));
        Duration took = Duration.between(before, wechat.rig.clock.wall());
        assertTrue(took.compareTo(Duration.ofMinutes(1)) < 0, took::toString);
    }

    @Test
    void aCallbackWhoseArticleMayNotBeAskedForTodayIsCheckedByAPoll() {
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);
        faults.limit(ARTICLE, 0);
        Instant before = wechat.rig.clock.wall();

        proof(confirmed(submitted));
        assertEquals(1, wechat.server.calls(WechatRig.APP, POLL));
        Duration took = Duration.between(before, wechat.rig.clock.wall());
        assertTrue(took.compareTo(Duration.ofMinutes(1)) < 0, took::toString);
    }
}
