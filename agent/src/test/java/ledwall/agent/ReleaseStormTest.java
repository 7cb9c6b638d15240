package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Releases follow each other on one wall while its agent, its player, its power, its disk, its link and its controller come and go. Whatever happens: what needs a
 * go is never on the glass before one was given, and nothing is after the wall has said that it was withdrawn. And once nothing goes wrong any more, what may be
 * seen is seen, from its instant on.
 */
class ReleaseStormTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int RELEASES = 6;
    private static final int EVERY_SECONDS = 25;
    private static final int LENGTH_SECONDS = 20;
    /** A wall that starts anew, on a line that comes back, is itself again by then. */
    private static final int HEALS_SECONDS = 15;
    private static final long ON_TIME_NANOS = 100_000_000L;
    private static final List<String> MARKS = List.of("go.inTime", "go.late", "go.never", "withdrawn.before", "withdrawn.within", "shown", "shown.withoutToken",
            "notShown.noToken", "answered.withdrawn", "fault.agent", "fault.power", "fault.player", "fault.controller", "fault.link", "fault.disk", "fault.orders",
            "calm.shown", "calm.withdrawn");
    private static final TreeSet<String> HIT = new TreeSet<>();

    private record Given(ReleaseRef ref, boolean needsToken, MediaRef file, long trueAt) {}

    private final List<Given> releases = new ArrayList<>();
    private final TreeMap<ReleaseRef, Verdict> decided = new TreeMap<>();
    private final TreeMap<ReleaseRef, Long> goAt = new TreeMap<>();
    private final TreeMap<ReleaseRef, Long> answeredAt = new TreeMap<>();
    private final TreeMap<ReleaseRef, Long> withdrawnAt = new TreeMap<>();
    private AgentRig rig;
    private int heardBefore;
    private boolean controllerUp = true;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("ledwall.storm.seeds", 20));
    }

    @AfterAll
    static void everythingHappened() {
        assertEquals(List.of(), MARKS.stream().filter(mark -> !HIT.contains(mark)).toList(), "the seeds never met");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noReleaseIsSeenBeforeItsGoOrAfterItsWithdrawal(int seed) {
        storm(seed);
    }

    @Test
    void theSameSeedIsTheSameStorm() {
        long first = storm(7);
        var again = new ReleaseStormTest();
        assertEquals(first, again.storm(7));
    }

    private long storm(int seed) {
        rig = new AgentRig(seed);
        RandomGenerator dice = rig.world.dice("storm");
        begin(dice);
        decisions(dice);
        listen();
        long end = releases.getLast().trueAt() + LENGTH_SECONDS * SECOND;
        boolean calm = dice.nextBoolean();
        long faultsEnd = calm ? releases.getLast().trueAt() - HEALS_SECONDS * SECOND : end;
        while (rig.world.nowNanos() < faultsEnd) {
            rig.world.run(Duration.ofMillis(dice.nextInt(100, 5_000)));
            if (rig.world.nowNanos() < faultsEnd) {
                fault(dice);
            }
        }
        rig.world.run(Duration.ofNanos(Math.max(0, end - rig.world.nowNanos()) + 10 * SECOND));
        releases.forEach(this::check);
        if (calm) {
            mustBeSeen(releases.getLast());
        }
        return rig.world.traceHash();
    }

    private void begin(RandomGenerator dice) {
        long zero = rig.world.nowNanos() + 20 * SECOND;
        long ahead = rig.controller.timelineNow() - rig.world.nowNanos();
        var blocks = new ArrayList<ReleaseBlock>();
        for (int i = 0; i < RELEASES; i++) {
            MediaRef file = rig.content.file(60_000 + dice.nextInt(60_000), 2 + dice.nextInt(4));
            var ref = new ReleaseRef(new ReleaseId("release-" + i), 1 + dice.nextInt(3));
            long at = zero + i * EVERY_SECONDS * SECOND;
            releases.add(new Given(ref, dice.nextInt(4) > 0, file, at));
            var cue = new Cue(new ItemId("item-" + ref.release()), "release " + i, file, file.frames());
            blocks.add(new ReleaseBlock(ref, releases.getLast().needsToken(), new Block(at + ahead, at + ahead + LENGTH_SECONDS * SECOND, "rule-" + i, List.of(cue),
                    new Block.Start(at + ahead, 0))));
        }
        tellAtWelcome();
        var offer = Content.offer(rig.content.loop(1, rig.content.file(100_000, 5), rig.content.file(120_000, 7)).withReleases(blocks));
        rig.controller.offer(offer, null);
        rig.until(() -> rig.controller.ready(1), 20);
        rig.controller.change(Content.change(offer, rig.controller.timelineNow() + SECOND, 0));
        rig.until(() -> rig.inForce() == 1, 10);
    }

    private void decisions(RandomGenerator dice) {
        for (Given each : releases) {
            long left = each.trueAt() - rig.world.nowNanos();
            if (dice.nextInt(5) > 0) {
                long at = left + dice.nextLong(-6 * SECOND, 12 * SECOND);
                HIT.add(at <= left ? "go.inTime" : "go.late");
                rig.world.after(Duration.ofNanos(Math.max(0, at)), () -> decide(each.ref(), Verdict.GO));
            } else {
                HIT.add("go.never");
            }
            if (dice.nextInt(2) == 0) {
                long at = left + dice.nextLong(-10 * SECOND, 18 * SECOND);
                HIT.add(at <= left ? "withdrawn.before" : "withdrawn.within");
                rig.world.after(Duration.ofNanos(Math.max(0, at)), () -> decide(each.ref(), Verdict.WITHDRAWN));
            }
        }
    }

    private void decide(ReleaseRef ref, Verdict verdict) {
        if (decided.get(ref) == Verdict.WITHDRAWN) {
            return;
        }
        (verdict == Verdict.GO ? goAt : withdrawnAt).put(ref, rig.world.nowNanos());
        decided.put(ref, verdict);
        tellAtWelcome();
        if (controllerUp) {
            rig.controller.say(new ReleaseOrder(List.of(new ReleaseOrder.Order(ref, verdict)), false));
        }
    }

    private void tellAtWelcome() {
        var orders = new ArrayList<ReleaseOrder.Order>();
        decided.forEach((ref, verdict) -> orders.add(new ReleaseOrder.Order(ref, verdict)));
        rig.controller.state.removeIf(ReleaseOrder.class::isInstance);
        rig.controller.state.addFirst(new ReleaseOrder(orders, true));
    }

    /** Notes when the wall said of a release that it was withdrawn, and that it will know. */
    private void listen() {
        for (; heardBefore < rig.controller.heard.size(); heardBefore++) {
            if (rig.controller.heard.get(heardBefore) instanceof ReleaseKept said) {
                said.kept().stream().filter(kept -> kept.verdict() == Verdict.WITHDRAWN && kept.forced())
                        .forEach(kept -> answeredAt.putIfAbsent(kept.ref(), rig.world.nowNanos()));
            }
        }
        rig.world.after(Duration.ofMillis(1), this::listen);
    }

    private void fault(RandomGenerator dice) {
        switch (dice.nextInt(8)) {
            case 0 -> {
                HIT.add("fault.agent");
                rig.world.kill(AgentRig.AGENT);
                rig.world.run(Duration.ofMillis(dice.nextInt(3_000)));
                rig.restart(false);
            }
            case 1 -> {
                HIT.add("fault.power");
                rig.world.cutPower(AgentRig.AGENT);
                rig.screen.killAll();
                rig.world.run(Duration.ofMillis(dice.nextInt(3_000)));
                rig.restart(true);
            }
            case 2 -> {
                HIT.add("fault.player");
                rig.screen.kill();
            }
            case 3 -> {
                HIT.add("fault.controller");
                rig.world.kill(AgentRig.CONTROLLER);
                controllerUp = false;
                rig.world.run(Duration.ofMillis(dice.nextInt(6_000)));
                controllerUp = true;
                restartController();
            }
            case 4 -> {
                HIT.add("fault.link");
                rig.world.network().partition(AgentRig.AGENT, AgentRig.CONTROLLER);
                rig.world.run(Duration.ofMillis(dice.nextInt(9_000)));
                rig.world.network().healAll();
            }
            case 5 -> {
                HIT.add("fault.disk");
                rig.disk().capacity(1);
                rig.world.run(Duration.ofMillis(dice.nextInt(3_000)));
                rig.disk().capacity(Long.MAX_VALUE);
            }
            case 6 -> {
                if (rig.disk().paths().contains("release/orders.json")) {
                    HIT.add("fault.orders");
                    rig.world.kill(AgentRig.AGENT);
                    rig.corrupt("release/orders.json");
                    rig.restart(false);
                }
            }
            default -> rig.world.run(Duration.ofSeconds(2));
        }
    }

    private void restartController() {
        try {
            rig.controller.restarted(rig.world.restart(AgentRig.CONTROLLER, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With nothing that hinders it: from its instant to the end of its window, or until it was withdrawn. */
    private void mustBeSeen(Given release) {
        long go = release.needsToken() ? goAt.getOrDefault(release.ref(), Long.MAX_VALUE) : 0;
        long until = Math.min(release.trueAt() + LENGTH_SECONDS * SECOND, withdrawnAt.getOrDefault(release.ref(), Long.MAX_VALUE));
        if (go > release.trueAt() - SECOND || until < release.trueAt() + SECOND) {
            return;
        }
        for (Truth.Run run : rig.screen.truth().runs(release.trueAt() + ON_TIME_NANOS, until - ON_TIME_NANOS)) {
            assertTrue(run.path() != null && run.path().endsWith(release.file().hash().value()), () -> release + " was not on the glass from "
                    + run.fromNanos() / 1_000_000 + " to " + run.untilNanos() / 1_000_000 + " ms, but " + run.path());
        }
        HIT.add(withdrawnAt.containsKey(release.ref()) ? "calm.withdrawn" : "calm.shown");
    }

    private void check(Given release) {
        boolean shown = false;
        for (Truth.Run run : rig.screen.truth().runs(0, rig.world.nowNanos())) {
            if (run.path() == null || !run.path().endsWith(release.file().hash().value())) {
                continue;
            }
            shown = true;
            String what = release + " was on the glass from " + run.fromNanos() / 1_000_000 + " to " + run.untilNanos() / 1_000_000 + " ms, ";
            long go = goAt.getOrDefault(release.ref(), Long.MAX_VALUE);
            assertTrue(!release.needsToken() || run.fromNanos() >= go, what + "its go came at " + go);
            long gone = answeredAt.getOrDefault(release.ref(), Long.MAX_VALUE);
            assertTrue(run.untilNanos() <= gone, what + "and the wall said at " + gone / 1_000_000 + " ms that it was withdrawn");
            assertTrue(run.fromNanos() >= release.trueAt() - 60_000_000L, what + "its instant was " + release.trueAt() / 1_000_000 + " ms");
        }
        HIT.add(shown ? release.needsToken() ? "shown" : "shown.withoutToken" : goAt.containsKey(release.ref()) ? "notShown" : "notShown.noToken");
        if (answeredAt.containsKey(release.ref())) {
            HIT.add("answered.withdrawn");
        }
    }
}
