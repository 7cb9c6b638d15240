package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ledwall.agent.glass.Glass;
import ledwall.agent.glass.TestCard;
import ledwall.agent.glass.XGlass;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.protocol.message.TestPicture;
import org.junit.jupiter.api.Test;

/** A real mpv on a real (virtual) screen; what counts is the pixels. */
class MpvPlayerTest extends MpvRig {
    @Test
    void theListRunsGaplesslyFromTheInstantAskedFor() {
        var list = new PlayList("list-1", List.of(entry(red, 10), entry(ramp, 100)));
        long runAt = node.clock().nanos() + 1_000 * MS;
        cue(list, 5 * FRAME, runAt);
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        assertTrue(node.clock().nanos() < runAt, "cued only after it was to run");
        await().atMost(SOON).until(() -> seen.positions().size() > 40);
        List<PlayerLog.Position> positions = seen.positions();
        // The frame that stood there from the beginning is not told again.
        assertEquals(6 * FRAME, positions.getFirst().positionNanos(), 1_000);
        int steps = 0;
        long late = 0;
        for (int i = 1; i < positions.size(); i++) {
            steps += Math.abs(positions.get(i).positionNanos() - positions.get(i - 1).positionNanos() - FRAME) < 1_000 ? 1 : 0;
            late += positions.get(i).atNanos() - (runAt + positions.get(i).positionNanos() - 5 * FRAME);
        }
        // A busy machine may drop one or the other; a gap at the border between two files would show as lateness.
        assertTrue(steps > 0.9 * positions.size(), "only " + steps + " single frames");
        long mean = late / positions.size();
        assertTrue(Math.abs(mean) < 30 * MS, "late by " + mean / MS + " ms in the mean");
    }

    @Test
    void aListThatStandsIsOnlySoughtAndRunsFromItsInstant() {
        var list = new PlayList("list-1", List.of(entry(ramp, 100)));
        cue(list, 10 * FRAME, Deck.NEVER);
        await().atMost(SOON).until(() -> frameShown() == 10);
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 1);
        assertEquals(List.of(), seen.positions());
        long asked = node.clock().nanos();
        cue(list, 30 * FRAME, asked + 1_000 * MS);
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 2);
        assertTrue(node.clock().nanos() < asked + 1_000 * MS, "cued only after it was to run");
        await().atMost(SOON).until(() -> frameShown() == 30);
        await().atMost(SOON).until(() -> seen.positions().size() > 5);
        assertEquals(31 * FRAME, seen.positions().getFirst().positionNanos(), 1_000);
    }

    @Test
    void thePictureIsTheOneThatIsDue() {
        long runAt = node.clock().nanos() + 400 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        await().atMost(SOON).until(() -> frameShown() == 10);
        await().atMost(SOON).until(() -> frameShown() > 30);
        assertShown(10, runAt);

        long again = node.clock().nanos() + 200 * MS;
        node.loop().post("recue", () -> player.recue(60 * FRAME, again));
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 2);
        await().atMost(SOON).until(() -> frameShown() >= 60);
        await().atMost(SOON).until(() -> frameShown() > 65);
        assertShown(60, again);
    }

    /** An LED processor that holds ten frames back, which is more than any does: what is to be seen at an instant must leave the PC so much before. */
    @Test
    void cuesStartsPositionsAndRecordsAreOfWhatIsSeenBehindTheProcessor() throws Exception {
        node.loop().post("end", () -> player.close(true));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
        var log = new PlayerLog();
        Duration delay = Duration.ofMillis(400);
        MpvPlayer delayed = opened(log, delay);
        await().atMost(SOON).until(() -> log.has("opened nothing"));
        assertTrue(delayed.lead().compareTo(delay.plusMillis(150)) >= 0, "a cue has time: " + delayed.lead());
        assertTrue(delayed.headStart().compareTo(delay) > 0, "and comes in time: " + delayed.headStart());
        long asked = node.clock().nanos();
        long runAt = asked + delayed.lead().toNanos() + 200 * MS;
        node.loop().post("cue", () -> delayed.cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt));
        await().atMost(SOON).until(() -> frameShown() > 40);
        assertShown(10, runAt - delay.toNanos());
        assertTrue(log.cuedAt() > asked + delay.toNanos(), "its start is recorded as seen");
        assertEquals(0, log.lateness(runAt - 10 * FRAME), 2.0 * FRAME, "steered by what is seen");
    }

    @Test
    void aCoverLiesOverTheRunningPlayerAndOverTheNextOne() throws IOException {
        var glass = new XGlass(screen.display());
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 5);
        assertEquals("mpv", glass.windows().getFirst().type());
        glass.cover(new TestCard(TestPicture.GREEN, 64, 32));
        assertEquals(List.of(0, 255, 0), screen.middle());
        int told = seen.positions().size();
        await().atMost(SOON).until(() -> seen.positions().size() > told + 5);
        assertEquals(List.of(0, 255, 0), screen.middle(), "the player plays on below");
        node.loop().post("end", () -> player.close(true));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
        var other = new PlayerLog();
        player = opened(other);
        await().atMost(SOON).until(() -> other.has("opened nothing"));
        await().atMost(SOON).until(() -> glass.windows().stream().anyMatch(window -> window.type().equals("mpv")));
        glass.raiseCover();
        assertEquals(List.of("ledwall-cover", "mpv"), glass.windows().stream().map(Glass.Window::type).toList());
        assertEquals(List.of(0, 255, 0), screen.middle());
        glass.uncover();
        assertEquals(BLACK, screen.middle());
    }

    @Test
    void aListThatIsReadyTooLateIsSoughtAhead() {
        long runAt = node.clock().nanos() - 800 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, runAt);
        await().atMost(SOON).until(() -> seen.positions().size() > 10);
        long late = seen.lateness(runAt);
        assertTrue(Math.abs(late) < 100 * MS, "late by " + late / MS + " ms");
        assertEquals(1, seen.count("cued list-1"));
    }

    @Test
    void aKilledPlayerIsLostAtOnceAndOpenedAgain() throws IOException {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 5);
        long killed = System.nanoTime();
        ProcessHandle.of(livingPlayers().getFirst()).orElseThrow().destroyForcibly();
        await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> seen.has("lost"));
        assertTrue(System.nanoTime() - killed < TimeUnit.SECONDS.toNanos(1), "noticed late");
        node.loop().post("open", () -> player.open(seen));
        await().atMost(SOON).until(() -> seen.count("opened nothing") == 2);
        cue(new PlayList("list-2", List.of(entry(ramp, 100))), 50 * FRAME, node.clock().nanos() + 200 * MS);
        await().atMost(SOON).until(() -> frameShown() > 55);
    }

    @Test
    void aPlayerThatHangsIsKilledAndLost() throws Exception {
        long pid = livingPlayers().getFirst();
        assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor());
        await().atMost(SOON).until(() -> seen.has("lost mpv " + pid + " did not answer"));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
    }

    @Test
    void aPlayerIsNotKilledForTheAgentsOwnAbsence() throws Exception {
        long pid = livingPlayers().getFirst();
        var woken = new CountDownLatch(1);
        node.loop().post("stand still", () -> {
            // Asked, and not answered while both stand still, as on a machine that sleeps.
            player.speed(1.01);
            signal("-STOP", pid);
            idle(Duration.ofSeconds(3));
            woken.countDown();
        });
        assertTrue(woken.await(SOON.toSeconds(), TimeUnit.SECONDS));
        idle(Duration.ofMillis(200));
        signal("-CONT", pid);
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 50 * FRAME, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> frameShown() > 60);
        assertFalse(seen.has("lost"), seen.all());
        assertEquals(List.of(pid), livingPlayers());
    }

    @Test
    void aPlayerThatWasEndedIsNotAdoptedByTheNextOpening() throws IOException {
        long pid = livingPlayers().getFirst();
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 2);
        var again = new PlayerLog();
        node.loop().post("end and open", () -> {
            player.close(true);
            player.open(again);
        });
        await().atMost(SOON).until(() -> again.has("opened"));
        assertTrue(again.has("opened nothing"), again.all());
        assertFalse(livingPlayers().contains(pid));
        assertEquals(1, livingPlayers().size());
    }

    @Test
    void aSuccessorAdoptsThePlayerAndItsList() throws IOException {
        long runAt = node.clock().nanos() + 300 * MS;
        cue(new PlayList("list-7", List.of(entry(red, 20), entry(ramp, 100))), 0, runAt);
        await().atMost(SOON).until(() -> seen.positions().size() > 10);
        List<Long> before = livingPlayers();
        node.loop().post("let go", () -> player.close(false));

        var successorSaw = new PlayerLog();
        opened(successorSaw);
        await().atMost(SOON).until(() -> successorSaw.has("opened list-7"));
        assertEquals(before, livingPlayers());
        await().atMost(SOON).until(() -> successorSaw.positions().size() > 10);
        long late = successorSaw.lateness(runAt);
        assertTrue(Math.abs(late) < 40 * MS, "the list ran on; it is late by " + late / MS + " ms");
        assertTrue(successorSaw.positions().stream().allMatch(p -> p.listId().equals("list-7")));
    }

    @Test
    void aListThatStandsIsFoundToAndRunsOnceItIsToldTo() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 60_000 * MS);
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        node.loop().post("let go", () -> player.close(false));
        var successorSaw = new PlayerLog();
        MpvPlayer successor = opened(successorSaw);
        await().atMost(SOON).until(() -> successorSaw.has("opened list-1"));
        idle(Duration.ofMillis(200));
        assertEquals(0, frameShown(), "nobody has said that it is seen");
        node.loop().post("go on", successor::goOn);
        await().atMost(SOON).until(() -> frameShown() > 5);
        await().atMost(SOON).until(() -> successorSaw.positions().size() > 5);
    }

    @Test
    void aListWithAMissingFileFailsAndThePlayerLives() throws IOException {
        Path missing = folder.resolve("missing.mp4");
        cue(new PlayList("list-1", List.of(entry(red, 25), entry(missing, 25))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.has("failed list-1"));
        await().atMost(SOON).until(() -> screen.middle().equals(BLACK));
        cue(new PlayList("list-2", List.of(entry(red, 25))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.has("cued list-2"));
        assertEquals(1, livingPlayers().size());
        assertFalse(seen.has("lost"), seen.all());
    }

    @Test
    void aFileWhoseBytesWereFlippedMakesThePlayerStumble() throws Exception {
        Path flipped = folder.resolve("flipped.mp4");
        byte[] bytes = Files.readAllBytes(ramp);
        for (int at = bytes.length / 3; at < bytes.length / 3 + 64; at++) {
            bytes[at] ^= (byte) 0xff;
        }
        Files.write(flipped, bytes);
        cue(new PlayList("list-1", List.of(entry(flipped, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.has("stumbled list-1"));
        assertFalse(seen.has("lost"), seen.all());
    }

    @Test
    void atTheEndOfTheListTheScreenIsBlackAndThePlayerLives() {
        cue(new PlayList("list-1", List.of(entry(red, 10))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> screen.middle().getFirst() > 240);
        await().atMost(SOON).until(() -> seen.has("ended list-1"));
        await().atMost(SOON).until(() -> screen.middle().equals(BLACK));
        assertFalse(seen.has("lost"), seen.all());
    }

    @Test
    void blackIsBlackEverywhere() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 50 * FRAME, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> frameShown() > 52);
        node.loop().post("black", () -> player.black());
        await().atMost(SOON).until(() -> screen.lit() == 0);
        int told = seen.positions().size();
        await().during(Duration.ofMillis(200)).until(() -> screen.lit() == 0);
        assertEquals(told, seen.positions().size(), "black is no list");
    }

    @Test
    void filesMayHaveAnyName() throws Exception {
        // Made by a shell from octal codes: the JVM that runs this test may have a locale without these letters.
        String script = "printf '%s/\\345\\261\\217\\345\\271\\225 \\340\\275\\226\\340\\275\\274\\340\\275\\221,a;b%%5%%!.mp4' \"$1\"";
        assertEquals(0, new ProcessBuilder("sh", "-c", "cp \"$2\" \"$(" + script + ")\"", "sh", folder.toString(), ramp.toString()).inheritIO().start().waitFor());
        String name = folder + "/\u5c4f\u5e55 \u0f56\u0f7c\u0f51,a;b%5%!.mp4";
        cue(new PlayList("list-1", List.of(new PlayList.Entry(name, 100, 25))), 50 * FRAME, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> frameShown() > 52);
        assertFalse(seen.has("failed"), seen.all());
    }
}
