package ledwall.controller.release.channel.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.OnlineRig;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An article's way when all is well, what is refused before it is sent, and how it is taken away again. */
class WechatChannelTest {
    @TempDir Path folder;
    private WechatRig wechat;

    @BeforeEach
    void start() throws IOException {
        wechat = new WechatRig(folder);
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private Step until(Job job, BiFunction<OnlineChannel, Job, Step> step) {
        return wechat.rig.until(job, step, wechat.open());
    }

    static Proof proof(Step step) {
        return Objects.requireNonNull(assertInstanceOf(Step.Done.class, step, step::toString).proof());
    }

    @Test
    void anArticleIsDraftedSubmittedAndProvenByItsCallbackWithoutAPoll() {
        Job drafted = wechat.prepared(wechat.job());
        assertEquals(1, wechat.server.drafts(WechatRig.APP));
        assertTrue(wechat.server.articles(WechatRig.APP).isEmpty(), "nobody sees a draft");

        Job submitted = wechat.submitted(drafted);
        wechat.through(1);
        wechat.told(1);
        Proof proof = proof(wechat.open().confirm(submitted));

        var article = wechat.server.articles(WechatRig.APP).getFirst();
        assertEquals("春节晚会 今晚八点", article.title(), "raw UTF-8, no escapes");
        assertEquals(article.articleId(), proof.ref());
        Duration between = Duration.between(article.acceptedAt(), proof.visibleAt()).abs();
        assertTrue(between.toMillis() < 1_000, () -> "the acceptance is what counts: " + between);
        assertTrue(Objects.requireNonNull(proof.url()).startsWith("https://mp.weixin.qq.com/s/"), proof::toString);
        assertEquals(0, wechat.server.calls(WechatRig.APP, "freepublish/get"));
        assertEquals(0, wechat.server.drafts(WechatRig.APP), "the draft becomes the article");
    }

    @Test
    void eachUploadIsRememberedSoThatACrashRepeatsOneAtMost() {
        Job job = wechat.job();
        int steps = 0;
        for (Step step = wechat.open().prepare(job); step instanceof Step.Later; step = wechat.open().prepare(job)) {
            job = job.with(step.memo());
            steps++;
        }
        assertEquals(2, steps, "cover and video; the draft is the last step");
        assertEquals(2, wechat.server.calls(WechatRig.APP, "material/add_material"));
        assertEquals(1, wechat.server.calls(WechatRig.APP, "draft/add"));
    }

    @Test
    void anotherRevisionReplacesTheDraftAndUploadsOnlyWhatIsNew() {
        Job first = wechat.prepared(wechat.job());
        Job edited = new Job(first.release(), 2, first.channel(), "another-key", wechat.rig.post("改过的标题", first.post().attachments().toArray(Attachment[]::new)),
            first.memo(), first.at());
        wechat.prepared(edited);

        assertEquals(1, wechat.server.drafts(WechatRig.APP));
        assertEquals(2, wechat.server.calls(WechatRig.APP, "material/add_material"));
    }

    @Test
    void whatIsBeyondTheLimitsIsRefusedClearlyBeforeAnythingIsSent() {
        var cover = wechat.rig.file(Attachment.Role.COVER, "image/jpeg", 2_000);
        var tooLarge = new Attachment(Attachment.Role.COVER, cover.hash(), "image/jpeg", 10_000_001, cover.file(), 640, 360, null);
        var video = new Attachment(Attachment.Role.VIDEO, cover.hash(), "video/mp4", 10_000_001, cover.file(), 640, 360, Duration.ofSeconds(9));
        var picture = new Attachment(Attachment.Role.PICTURE, cover.hash(), "image/png", 1_000_000, cover.file(), 640, 360, null);
        var webp = new Attachment(Attachment.Role.COVER, cover.hash(), "image/webp", 10, cover.file(), 640, 360, null);

        assertRefused("wechatTextTooLong", "The title (zh) has 33 characters; WeChat takes at most 32.", "西".repeat(33), cover);
        assertRefused("wechatFileTooLarge", "The cover has 10000001 bytes; WeChat takes at most 10000000.", "好", tooLarge);
        assertRefused("wechatFileTooLarge", "The video has 10000001 bytes; WeChat takes at most 10000000.", "好", cover, video);
        assertRefused("wechatFileTooLarge", "The picture has 1000000 bytes; WeChat takes at most 999999.", "好", cover, picture);
        assertRefused("wechatCoverMissing", "WeChat shows no article without a cover, and the release has none.", "好");
        assertRefused("wechatFileType", "The cover is image/webp; WeChat takes image/jpeg, image/png, image/gif, image/bmp.", "好", webp);
        assertEquals(0, wechat.server.calls(WechatRig.APP, "stable_token"));
        wechat.prepared(wechat.job(wechat.rig.post("西".repeat(32), cover)));
    }

    private void assertRefused(String code, String words, String title, Attachment... files) {
        Step step = wechat.open().prepare(wechat.job(wechat.rig.post(title, files)));
        var refused = assertInstanceOf(Step.Refused.class, step, step::toString);
        assertEquals(code, refused.code());
        assertEquals(words, refused.words());
    }

    @Test
    void picturesStandInTheArticleUnderWechatsOwnAddresses() {
        var cover = wechat.rig.file(Attachment.Role.COVER, "image/jpeg", 2_000);
        var picture = wechat.rig.file(Attachment.Role.PICTURE, "image/png", 2_001);
        // The server refuses a draft that shows anybody else's.
        wechat.prepared(wechat.job(wechat.rig.post("图片", cover, picture)));

        assertEquals(1, wechat.server.calls(WechatRig.APP, "media/uploadimg"));
    }

    @Test
    void aPublishedArticleIsDeletedOnceHoweverOftenItIsWithdrawn() {
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        Job published = submitted.with(until(submitted, OnlineChannel::confirm).memo());

        assertInstanceOf(Step.Done.class, wechat.open().withdraw(published));
        assertNotNull(wechat.server.articles(WechatRig.APP).getFirst().deletedAt());
        assertInstanceOf(Step.Done.class, wechat.open().withdraw(published), "it is gone already");
    }

    @Test
    void whatIsSubmittedAndNotConfirmedIsFoundAndDeleted() {
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);

        assertInstanceOf(Step.Done.class, until(submitted, OnlineChannel::withdraw));
        assertNotNull(wechat.server.articles(WechatRig.APP).getFirst().deletedAt());
    }

    @Test
    void aDraftIsTakenAwayAndNothingElseIsCalled() {
        Job drafted = wechat.prepared(new Job(OnlineRig.RELEASE, 1, wechat.channel.id(), "key", wechat.rig.post(), Memo.EMPTY,
            wechat.rig.clock.wall().plusSeconds(3_600)));

        assertInstanceOf(Step.Done.class, wechat.open().withdraw(drafted));
        assertEquals(0, wechat.server.drafts(WechatRig.APP));
        assertEquals(0, wechat.server.calls(WechatRig.APP, "freepublish/batchget"));
    }

    @Test
    void theEleventhDeletionOfADayIsForAPerson() {
        for (int i = 0; i < 11; i++) {
            Job submitted = wechat.submitted(wechat.prepared(wechat.job(i)));
            wechat.through(i + 1);
            Job published = submitted.with(until(submitted, OnlineChannel::confirm).memo());
            Step step = wechat.open().withdraw(published);
            if (i < 10) {
                assertInstanceOf(Step.Done.class, step, step::toString);
                continue;
            }
            var person = assertInstanceOf(Step.Person.class, step, step::toString);
            assertTrue(person.task().words().startsWith("Delete \"第10条\" on mp.weixin.qq.com"), person.task()::words);
            assertEquals(10, wechat.server.calls(WechatRig.APP, "freepublish/delete"), "the eleventh never left");
            assertInstanceOf(Step.Person.class, wechat.open().withdraw(published));
            wechat.rig.online.tasks().confirm(wechat.channel.id(), published.key(), null, "Dolma");
            assertInstanceOf(Step.Done.class, wechat.open().withdraw(published));
        }
    }

    /** What is asked shortly before the point of no return is answered by WeChat, and not by a token that is kept for hours. */
    @Test
    void whetherWechatIsThereIsHeardFromWechatEachTime() {
        wechat.prepared(wechat.job());
        assertTrue(wechat.open().health().well());

        wechat.rig.clock.advance(Duration.ofSeconds(5));
        wechat.server.faults(WechatRig.APP).foreignAddress = true;
        Health barred = wechat.open().health();
        assertFalse(barred.well());
        assertTrue(barred.words().contains("IP whitelist"), barred::words);

        wechat.server.faults(WechatRig.APP).foreignAddress = false;
        wechat.rig.clock.advance(Duration.ofSeconds(5));
        assertTrue(wechat.open().health().well());

        wechat.rig.clock.advance(Duration.ofSeconds(5));
        wechat.server.close();
        assertFalse(wechat.open().health().well(), "nobody answers there any more");
    }

    /** Releases at one instant ask one behind the other; the last must not be too late for the decision. */
    @Test
    void whoAsksInTheSameMomentHearsTheSameAnswer() {
        wechat.prepared(wechat.job());
        wechat.rig.clock.advance(Duration.ofMinutes(10));
        int before = wechat.server.calls(WechatRig.APP, "stable_token");
        for (int i = 0; i < 5; i++) {
            assertTrue(wechat.open().health().well());
        }
        assertEquals(before + 1, wechat.server.calls(WechatRig.APP, "stable_token"));
    }

    @Test
    void fiftyReleasesADayStayWithinThePollsOfADay() {
        wechat.server.faults(WechatRig.APP).calling = WechatFaults.Calling.LOST;
        for (int i = 0; i < 50; i++) {
            Job submitted = wechat.submitted(wechat.prepared(wechat.job(i)));
            wechat.through(i + 1);
            proof(until(submitted, OnlineChannel::confirm));
        }
        assertTrue(wechat.server.calls(WechatRig.APP, "freepublish/get") <= 90);
        assertEquals(List.of(), wechat.server.articles(WechatRig.APP).stream().filter(article -> article.visibleAt() == null).toList());
    }
}
