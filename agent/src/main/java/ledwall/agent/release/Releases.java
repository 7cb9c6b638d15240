package ledwall.agent.release;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the controller decided of releases, as this wall heard it. A withdrawal is obeyed in the turn of the loop in which it comes, and forced; it is answered
 * when the disk has it and nothing of the release is on the glass any more, or could come there if this agent died. A go is forced first: a restart must not
 * take back what is on the glass. A disk that refuses, or takes longer than {@link #PATIENCE}, keeps neither from being obeyed, but the answer says so. On the
 * loop.
 */
public final class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final String LANE = "releases";
    private static final String NOT_KEPT = "releasesNotKept";
    private static final String UNREADABLE = "releasesUnreadable";
    /** A go comes two seconds before its release: a slow disk must not make a wall miss it. */
    static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** What is withdrawn goes from the glass within a few tenths of a second: so often it is looked whether it is gone. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    /** An agent that starts with nothing on the glass waits no longer for what may have been withdrawn meanwhile. */
    static final long ASK_NANOS = 3_000_000_000L;

    /** A go that lies ahead by less than this is past before anybody looks. */
    private static final long CLOCK_SET_NANOS = 1_000_000_000L;

    private final Node node;
    private final Uplink uplink;
    private final Problems problems;
    private final LongSupplier timelineNow;
    private final Supplier<Set<ReleaseId>> planned;
    private final Predicate<ReleaseId> onGlass;
    private final OrdersFile file;
    private Runnable onChange = () -> {};
    /** All that was heard. */
    private Tokens heard = Tokens.NONE;
    /** What the disk holds for certain. */
    private Tokens kept = Tokens.NONE;
    /** What the glass obeys. */
    private Tokens obeyed = Tokens.NONE;
    /** Releases that the controller named in its last whole list, or since. */
    private final Set<ReleaseId> listed = new TreeSet<>();
    /** Whether a controller said all that there is to say, in this run. */
    private boolean told;
    private long begunNanos;
    private boolean writing;
    /** The disk does not keep what was heard: it is obeyed all the same. */
    private boolean refuses;
    /** Releases of which the controller is to be told what is kept. */
    private final Set<ReleaseId> owed = new TreeSet<>();
    /** What is owed was told, but for the disk. */
    private boolean confessed;
    private boolean looking;

    /**
     * @param planned the releases that a kept timeline names
     * @param onGlass whether something of a release is on the glass, or comes there without being asked for
     */
    public Releases(Node node, Uplink uplink, Problems problems, LongSupplier timelineNow, Supplier<Set<ReleaseId>> planned, Predicate<ReleaseId> onGlass) {
        this.node = node;
        this.uplink = uplink;
        this.problems = problems;
        this.timelineNow = timelineNow;
        this.planned = planned;
        this.onGlass = onGlass;
        this.file = new OrdersFile(node.disk());
    }

    /** Told in the same turn of the loop when {@link #tokens} are others. */
    public void onChange(Runnable hearer) {
        onChange = hearer;
    }

    /** What the programme is to be read with. */
    public Tokens tokens() {
        return obeyed;
    }

    /** Takes up what the last run kept. Blocking: before the loop runs. What cannot be read keeps every release off the glass until a controller has spoken. */
    public void restore() {
        begunNanos = node.clock().nanos();
        try {
            kept = file.read().orElse(Tokens.NONE);
            heard = kept;
        } catch (IOException e) {
            heard = Tokens.NONE.closed(true);
            problems.raise(UNREADABLE, "Nobody knows which releases this wall may show and which were withdrawn (" + e.getMessage()
                    + "): it shows none until its controller has said so.");
        }
        obeyed = heard.forGood();
    }

    /** The session is over: another controller may understand less. */
    public void lost() {
        owed.clear();
    }

    public void ordered(ReleaseOrder order) {
        long at = timelineNow.getAsLong();
        var named = new TreeSet<ReleaseId>();
        for (ReleaseOrder.Order each : order.orders()) {
            Tokens next = heard.hear(each.ref(), each.verdict(), at);
            if (!next.equals(heard)) {
                LOG.info("release {}: {}", each.ref(), each.verdict());
            }
            heard = next;
            named.add(each.ref().release());
        }
        if (order.whole()) {
            told = true;
            listed.clear();
            heard = heard.closed(false);
            problems.clear(UNREADABLE);
        }
        listed.addAll(named);
        forget();
        owed.addAll(named);
        confessed = false;
        obey();
        write();
        answer();
    }

    /** Acts on what is due; returns when to be called next. */
    public long step(long now) {
        long at = timelineNow.getAsLong();
        // A welcome says what was decided before it is known what time it is. By a wall clock that was fast a go would lie ahead for as long as that was.
        if (!heard.heardBy(at + CLOCK_SET_NANOS).equals(heard)) {
            LOG.warn("the clock was set: what lies ahead of it by now is heard now");
            heard.heard().forEach((release, what) -> {
                if (what.verdict() == Verdict.GO && what.sinceNanos() > at) {
                    owed.add(release);
                }
            });
            heard = heard.heardBy(at);
            confessed = false;
            obey();
            write();
        }
        return Long.MAX_VALUE;
    }

    /** Lets go of what nobody names any more: no kept timeline, and not the controller. */
    public void forget() {
        Set<ReleaseId> needed = planned.get();
        for (ReleaseId release : heard.heard().keySet()) {
            if (told && !needed.contains(release) && !listed.contains(release) && !owed.contains(release)) {
                heard = heard.without(release);
            }
        }
        write();
    }

    /**
     * Whether it is known by now what may be shown, or the controller did not say so in time. To be asked before anything comes on where nothing is on the glass
     * yet; a wall whose timelines name no release has nothing to ask.
     */
    public boolean settled(long now) {
        return told || now - begunNanos >= ASK_NANOS || planned.get().isEmpty();
    }

    /** What is kept, and all that was heard where that closes something or the disk does not keep it. */
    private void obey() {
        Tokens next = refuses || heard.closed() ? heard : new Tokens(kept());
        if (!next.forGood().equals(obeyed)) {
            obeyed = next.forGood();
            onChange.run();
        }
    }

    private Map<ReleaseId, Tokens.Heard> kept() {
        var out = new TreeMap<ReleaseId, Tokens.Heard>();
        heard.heard().forEach((release, what) -> {
            if (what.withdrawn() || kept.of(release).filter(what::equals).isPresent()) {
                out.put(release, what);
            }
        });
        return out;
    }

    private void write() {
        // Nothing is put in the place of a file that cannot be read before somebody has said what should stand there.
        if (heard.closed() || heard.equals(kept)) {
            return;
        }
        Tokens written = heard;
        // Also where an earlier one is still being written: the disk may have hung over it.
        node.loop().after(PATIENCE, "obey releases that the disk does not keep", () -> {
            if (!kept.equals(written) && heard.equals(written)) {
                refuse("it takes longer than " + PATIENCE.toMillis() + " ms");
            }
        });
        if (writing) {
            return;
        }
        writing = true;
        node.work().submit(LANE, "force what was heard of releases", () -> {
            file.write(written);
            return written;
        }, node.loop(), new Work.Outcome<Tokens>() {
            @Override
            public void done(Tokens forced) {
                writing = false;
                kept = forced;
                // What was heard since is obeyed already, and must not go from the glass for as long as that takes the disk.
                refuses &= !heard.equals(kept);
                if (!refuses) {
                    problems.clear(NOT_KEPT);
                }
                obey();
                write();
                answer();
            }

            @Override
            public void failed(Exception cause) {
                refuse(String.valueOf(cause.getMessage()));
                node.loop().after(AGAIN, "force what was heard of releases again", () -> {
                    writing = false;
                    write();
                });
            }
        });
    }

    private void refuse(String why) {
        refuses = true;
        problems.raise(NOT_KEPT, "What was decided of releases is obeyed, but the disk of this PC does not keep it (" + why
                + "): after a restart the agent would not know. Free space on the disk.");
        obey();
        answer();
    }

    /** Says what the glass obeys and the disk has; what the disk refuses once, and again once it has it. */
    private void answer() {
        boolean forced = heard.equals(kept);
        if (owed.isEmpty() || !(forced || (refuses && !confessed))) {
            return;
        }
        List<ReleaseId> obeyedNow = owed.stream().filter(release -> !(heard.of(release).filter(Tokens.Heard::withdrawn).isPresent() && onGlass.test(release)))
                .toList();
        if (obeyedNow.size() < owed.size()) {
            lookAgain();
        } else {
            confessed = !forced;
        }
        if (!obeyedNow.isEmpty()) {
            uplink.send(new ReleaseKept(obeyedNow.stream().flatMap(release -> heard.of(release).stream().map(what -> kept(release, what))).toList()));
        }
        if (forced) {
            obeyedNow.forEach(owed::remove);
        }
    }

    private ReleaseKept.Kept kept(ReleaseId release, Tokens.Heard what) {
        return new ReleaseKept.Kept(new ReleaseRef(release, what.revision()), what.verdict(), what.sinceNanos(), kept.of(release).filter(what::equals).isPresent());
    }

    private void lookAgain() {
        if (!looking) {
            looking = true;
            node.loop().after(LOOK_EVERY, "see whether a withdrawn release is gone", () -> {
                looking = false;
                answer();
            });
        }
    }
}
