package ledwall.controller.release.channel.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.OnlineRig;
import ledwall.controller.release.channel.Step;
import ledwall.controller.release.channel.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ManualChannelTest {
    private static final String LINK = "https://www.douyin.com/video/7#share";

    @TempDir Path folder;
    private OnlineRig rig;
    private Channel channel;

    @BeforeEach
    void start() throws IOException {
        rig = new OnlineRig(folder);
        channel = rig.channel(ChannelKind.MANUAL, Map.of("site", "douyin", "console", "https://creator.douyin.com/"), Map.of());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Tasks tasks() {
        return rig.online.tasks();
    }

    private static String code(Executable what) {
        return assertThrows(Refusal.class, what).code();
    }

    @Test
    void itIsPublishedWhenANamedPersonBringsTheLinkAndNotBefore() {
        Job job = rig.job(channel, rig.post());
        assertInstanceOf(Step.Done.class, rig.open(channel).prepare(job));
        assertInstanceOf(Step.NotThere.class, rig.open(channel).confirm(job));

        var person = assertInstanceOf(Step.Person.class, rig.open(channel).publish(job));
        assertTrue(person.task().words().contains("https://creator.douyin.com/"), person.task()::words);
        assertTrue(person.task().checklist().contains(ManualTask.Check.COMPARE_HASH));
        assertInstanceOf(Step.Person.class, rig.open(channel).publish(job), "asked once");
        assertInstanceOf(Step.Person.class, rig.open(channel).confirm(job));
        assertEquals(1, tasks().of(channel.id(), job.key()).size());

        assertEquals("linkMissing", code(() -> tasks().confirm(channel.id(), job.key(), " ", "Dolma")));
        assertEquals("linkInvalid", code(() -> tasks().confirm(channel.id(), job.key(), "javascript:alert(1)", "Dolma")));
        assertEquals("nameInvalid", code(() -> tasks().confirm(channel.id(), job.key(), LINK, "")));
        tasks().confirm(channel.id(), job.key(), LINK, "Dolma");
        assertEquals("noOpenTask", code(() -> tasks().confirm(channel.id(), job.key(), LINK, "Tashi")));

        var proof = Objects.requireNonNull(assertInstanceOf(Step.Done.class, rig.open(channel).confirm(job)).proof());
        assertEquals(LINK, proof.url());
        assertEquals("confirmed by Dolma", proof.ref());
    }

    @Test
    void aWithdrawalIsForAPersonToo() {
        Job job = rig.job(channel, rig.post());
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job), "nobody was asked yet");
        rig.open(channel).publish(job);

        var person = assertInstanceOf(Step.Person.class, rig.open(channel).withdraw(job));
        assertEquals(ManualTask.Kind.DELETE, person.task().kind());
        assertTrue(person.task().words().startsWith("Look whether it was published"), person.task()::words);
        assertInstanceOf(Step.Person.class, rig.open(channel).withdraw(job));
        tasks().confirm(channel.id(), job.key(), null, "Dolma");
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job));
    }

    @Test
    void remindersComeBeforeItIsDueThenAtThenEachQuarterOfAnHourUntilItIsDone() {
        Instant due = rig.clock.wall().plus(Duration.ofMinutes(40));
        Job job = rig.job(channel.id(), rig.post(), due);
        rig.open(channel).publish(job);
        var reminded = new ArrayList<Long>();
        for (int minute = 1; minute <= 80; minute++) {
            rig.clock.advance(Duration.ofMinutes(1));
            if (!tasks().remind().isEmpty()) {
                reminded.add(Math.round(Duration.between(due, rig.clock.wall()).toSeconds() / 60.0));
            }
        }
        assertEquals(List.of(-30L, -5L, 0L, 15L, 30L), reminded);
        tasks().confirm(channel.id(), job.key(), LINK, "Dolma");
        rig.clock.advance(Duration.ofHours(1));
        assertEquals(List.of(), tasks().remind());
    }

    @Test
    void anotherRevisionTakesTheTaskOfTheOneBeforeBack() {
        Job first = rig.job(channel, rig.post());
        rig.open(channel).publish(first);
        Job second = new Job(first.release(), 2, first.channel(), first.key() + ".2", first.post(), first.memo(), first.at());
        rig.open(channel).publish(second);

        assertEquals(List.of(), tasks().of(channel.id(), first.key()));
        assertEquals(1, tasks().of(channel.id(), second.key()).size());
    }

    @Test
    void whatTheSiteDoesNotTakeIsToldWhilePreparing() {
        var cover = rig.file(Attachment.Role.COVER, "image/jpeg", 100);
        var step = assertInstanceOf(Step.Refused.class, rig.open(channel).prepare(rig.job(channel, rig.post("t", cover))));
        assertEquals("Douyin takes videos, and the release has none.", step.words());
        var longVideo = new Attachment(Attachment.Role.VIDEO, cover.hash(), "video/mp4", 100, cover.file(), 720, 1280, Duration.ofMinutes(16));
        step = assertInstanceOf(Step.Refused.class, rig.open(channel).prepare(rig.job(channel, rig.post("t", cover, longVideo))));
        assertEquals("The video runs for 960 s; Douyin takes at most 900.", step.words());
    }
}
