package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.Verdict;

/**
 * An agent that plays a loop of {@code a} (5 s) and {@code b} (7 s), and whose timeline holds a release of {@code x} (4 s) and {@code y} (6 s) for a minute from
 * {@link #at} on. Seconds are counted from there.
 */
final class ReleaseRig {
    static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 3);
    static final long SECOND = 1_000_000_000L;
    private static final int AHEAD_SECONDS = 40;

    final AgentRig rig;
    final MediaRef x;
    final MediaRef y;
    /** When the release goes live, on the timeline clock. */
    final long at;
    /** The same in true time since the world began. */
    final long trueAt;
    private final TreeMap<ReleaseRef, Verdict> decided = new TreeMap<>();
    private final List<MediaRef> loop;
    private final boolean needsToken;

    ReleaseRig(long seed, boolean needsToken) {
        this(seed, needsToken, List.of());
    }

    /** @param quiet from and until, in seconds after the release */
    ReleaseRig(long seed, boolean needsToken, List<long[]> quiet) {
        this.rig = new AgentRig(seed);
        this.needsToken = needsToken;
        loop = List.of(rig.content.file(100_000, 5), rig.content.file(120_000, 7));
        x = rig.content.file(150_000, 4);
        y = rig.content.file(160_000, 6);
        at = rig.controller.timelineNow() + AHEAD_SECONDS * SECOND;
        trueAt = rig.world.nowNanos() + AHEAD_SECONDS * SECOND;
        rig.controller.state.add(new ReleaseOrder(List.of(), true));
        Timeline timeline = timeline(1, REF)
                .withQuiet(quiet.stream().map(each -> new QuietWindow(at + each[0] * SECOND, at + each[1] * SECOND)).toList());
        var offer = Content.offer(timeline);
        rig.controller.offer(offer, null);
        rig.until(() -> rig.controller.ready(1), 20);
        rig.controller.change(Content.change(offer, rig.controller.timelineNow() + SECOND, 0));
        rig.until(() -> rig.inForce() == 1, 10);
    }

    Timeline timeline(long version, ReleaseRef ref) {
        var block = new Block(at, at + 60 * SECOND, "rule-1", List.of(cue("item-x", x), cue("item-y", y)), new Block.Start(at, 0));
        return rig.content.loop(version, loop.toArray(MediaRef[]::new)).withReleases(List.of(new ReleaseBlock(ref, needsToken, block)));
    }

    private static Cue cue(String item, MediaRef file) {
        return new Cue(new ItemId(item), item, file, file.frames());
    }

    /** As a controller does: now, and with all that was decided at each welcome from now on. */
    void decide(ReleaseRef ref, Verdict verdict) {
        decided.put(ref, verdict);
        tellAtWelcome();
        rig.controller.say(new ReleaseOrder(List.of(new ReleaseOrder.Order(ref, verdict)), false));
    }

    /** The same for an agent that is not there. */
    void decideUnheard(ReleaseRef ref, Verdict verdict) {
        decided.put(ref, verdict);
        tellAtWelcome();
    }

    /** The controller speaks of it no more. */
    void forget(ReleaseRef ref) {
        decided.remove(ref);
        tellAtWelcome();
    }

    private void tellAtWelcome() {
        var orders = new ArrayList<ReleaseOrder.Order>();
        decided.forEach((ref, verdict) -> orders.add(new ReleaseOrder.Order(ref, verdict)));
        rig.controller.state.removeIf(ReleaseOrder.class::isInstance);
        rig.controller.state.addFirst(new ReleaseOrder(orders, true));
    }

    /** Lets time pass until so long after the release's instant. */
    void toSecond(double second) {
        long left = trueAt + Math.round(second * SECOND) - rig.world.nowNanos();
        rig.world.run(Duration.ofNanos(left));
    }

    /** The whole machine loses its power, and comes back. */
    void powerCut() {
        rig.screen.killAll();
        rig.restart(true);
    }

    void killController() {
        rig.world.kill(AgentRig.CONTROLLER);
    }

    boolean kept(Verdict verdict, boolean forced) {
        return rig.controller.last(ReleaseKept.class).stream().flatMap(said -> said.kept().stream())
                .anyMatch(each -> each.verdict() == verdict && each.forced() == forced);
    }

    /** What was on the glass between two instants, in seconds after the release's: {@code o}rdinary, {@code r}elease, {@code d}ark, each change once. */
    String seen(double from, double until) {
        var out = new StringBuilder();
        for (Truth.Run run : rig.screen.truth().runs(trueAt + Math.round(from * SECOND), trueAt + Math.round(until * SECOND))) {
            char what = run.path() == null ? 'd' : run.path().endsWith(x.hash().value()) || run.path().endsWith(y.hash().value()) ? 'r'
                    : run.path().endsWith(rig.content.slate.hash().value()) ? 's' : 'o';
            if (out.isEmpty() || out.charAt(out.length() - 1) != what) {
                out.append(what);
            }
        }
        return out.toString();
    }

    /** When the release came on the glass first, in nanoseconds after its instant. */
    long firstSeen() {
        return rig.screen.truth().runs(0, rig.world.nowNanos()).stream()
                .filter(run -> run.path() != null && (run.path().endsWith(x.hash().value()) || run.path().endsWith(y.hash().value())))
                .mapToLong(run -> run.fromNanos() - trueAt).findFirst().orElse(Long.MAX_VALUE);
    }

    void assertSeen(String what, double from, double until) {
        assertEquals(what, seen(from, until), "on the glass from " + from + " to " + until + " s after the release's instant");
    }
}
