package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;
import ledwall.protocol.id.ReleaseId;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * A site on the net with a truth of its own, which outlives every controller: what was asked of it happens there later, whether or not whoever asked still lives
 * to hear the answer. It takes no idempotency key: what is published twice is there twice.
 */
final class FakeSite implements OnlineChannel {
    private static final Duration LOST = Duration.ofSeconds(5);
    /** As late as anybody waits. */
    private static final Duration STALL = OnlineChannel.PATIENCE;

    final String name;
    /** What may go wrong with a call, each drawn at even odds with all going well. */
    List<Mishap> mishaps = List.of();
    /** Until then every answer is that it has trouble. */
    long sickUntilNanos;
    boolean well = true;
    boolean refusesDrafts;
    /** Whether a publication is accepted first, and seen and proved later. */
    boolean slowToShow;
    /** When within a call it happens. */
    double effectAt = 0.5;
    /** How long it says that nothing needs to be asked once it accepted. */
    Duration patience = Duration.ofSeconds(1);
    int healthAsked;
    int publishCalls;
    private final SimWorld world;
    private final RandomGenerator dice;
    private final Supplier<Instant> timeline;
    private final Duration median;
    private final Predicate<ReleaseId> goes;
    private final TreeSet<String> drafts = new TreeSet<>();
    private final TreeMap<String, List<Instant>> publications = new TreeMap<>();
    private final TreeSet<String> accepted = new TreeSet<>();
    private final TreeSet<String> banned = new TreeSet<>();
    private Duration takes = Duration.ZERO;
    /** Until it has said how it is; null for a fourth of what a call takes. */
    @Nullable Duration healthTakes;
    /** What goes wrong with every call. */
    @Nullable Mishap always;
    /** When it takes calls again, after too many. */
    Duration limitedFor = Duration.ofSeconds(2);

    /** What may go wrong with a call. */
    enum Mishap {
        /** It happens, and the answer is lost on its way. */
        ANSWER_LOST,
        /** It never gets there, and that is known. */
        NOT_SENT,
        /** It happens late, and the answer comes later than anybody waits. */
        STALLS,
        /** Too many calls of late. */
        RATE_LIMITED,
        /** It is accepted, and refused by a review afterwards. */
        REFUSED_LATER
    }

    /** @param goes whether a go of a release is stored */
    FakeSite(SimWorld world, String name, Duration median, Supplier<Instant> timeline, Predicate<ReleaseId> goes) {
        this.goes = goes;
        this.world = world;
        this.name = name;
        this.median = median;
        this.timeline = timeline;
        this.dice = world.dice("site " + name);
    }

    Duration median() {
        return median;
    }

    /** How long the call that was just made takes. */
    Duration takes() {
        return takes;
    }

    /** How often a job is to be seen now. */
    int visible(String key) {
        return publications.getOrDefault(key, List.of()).size();
    }

    /** How often anything is to be seen now. */
    int visible() {
        return publications.values().stream().mapToInt(List::size).sum();
    }

    /** Since when a job is to be seen; null where it is not. */
    @Nullable Instant since(String key) {
        return publications.getOrDefault(key, List.of()).stream().findFirst().orElse(null);
    }

    boolean isBanned(String key) {
        return banned.contains(key);
    }

    private long drawn() {
        return Math.round(median.toNanos() * Math.exp(0.15 * dice.nextGaussian()));
    }

    private @Nullable Mishap mishap() {
        if (always != null) {
            return always;
        }
        int roll = dice.nextInt(2 * mishaps.size() + 1);
        return roll < mishaps.size() ? mishaps.get(roll) : null;
    }

    @Override
    public Step prepare(Job job) {
        takes = Duration.ofNanos(drawn());
        if (sick()) {
            return new Step.Trouble(job.memo(), "the site is down", Duration.ofSeconds(1));
        }
        if (refusesDrafts) {
            return new Step.Refused(job.memo(), "coverTooLarge", "The cover has 3 MiB; 1 MiB is allowed.");
        }
        if (!job.memo().has("half") && dice.nextInt(3) == 0) {
            return new Step.Later(job.memo().with("half", "yes"), Duration.ofSeconds(1), "half of it is there");
        }
        world.after(takes.dividedBy(2), () -> drafts.add(job.key()));
        return new Step.Done(job.memo().with("draft", job.key()));
    }

    @Override
    public Step publish(Job job) {
        publishCalls++;
        if (!goes.test(job.release())) {
            throw new AssertionError("called although no go is stored: " + job);
        }
        long whole = drawn();
        takes = Duration.ofNanos(whole);
        Memo memo = job.memo();
        if (sick()) {
            return new Step.Trouble(memo, "the site is down", Duration.ofSeconds(1));
        }
        if (!job.key().equals(memo.get("draft"))) {
            throw new AssertionError("published without a draft of this scheduling: " + job);
        }
        Mishap what = mishap();
        if (what == null) {
            happens(job, Math.round(whole * effectAt));
            return answer(job);
        }
        world.marks().hit("site." + what);
        return switch (what) {
            case ANSWER_LOST -> {
                happens(job, whole / 2);
                takes = LOST;
                yield new Step.Unknown(memo, "no answer came");
            }
            case NOT_SENT -> new Step.Trouble(memo, "the connection was refused", Duration.ofMillis(200));
            case STALLS -> {
                happens(job, STALL.toNanos() - 1);
                takes = STALL;
                yield new Step.Unknown(memo, "no answer came in time");
            }
            case RATE_LIMITED -> new Step.Trouble(memo, "api freq out of limit", limitedFor);
            case REFUSED_LATER -> {
                world.after(Duration.ofNanos(whole / 2), () -> {
                    accepted.add(job.key());
                    banned.add(job.key());
                });
                yield new Step.Later(memo, Duration.ofSeconds(1), "accepted");
            }
        };
    }

    private void happens(Job job, long afterNanos) {
        world.after(Duration.ofNanos(afterNanos), () -> {
            accepted.add(job.key());
            world.after(slowToShow ? Duration.ofSeconds(3) : Duration.ZERO, () -> visible(job));
        });
    }

    private void visible(Job job) {
        List<Instant> there = publications.computeIfAbsent(job.key(), first -> new ArrayList<>());
        there.add(timeline.get());
        if (there.size() > 1) {
            throw new AssertionError(name + " shows " + job.key() + " twice: " + there);
        }
    }

    private Step answer(Job job) {
        return slowToShow ? new Step.Later(job.memo(), patience, "accepted")
            : new Step.Done(job.memo(), new Proof("https://" + name + ".example/" + job.key(), job.key(), timeline.get().plusNanos(Math.round(takes.toNanos() * effectAt))));
    }

    @Override
    public Step confirm(Job job) {
        takes = Duration.ofNanos(drawn());
        List<Instant> there = publications.get(job.key());
        if (sick()) {
            return new Step.Unknown(job.memo(), "no answer");
        }
        if (banned.contains(job.key())) {
            return new Step.Refused(job.memo(), "reviewRefused", "The platform's review refused it.");
        }
        if (there != null && !there.isEmpty()) {
            return new Step.Done(job.memo(), new Proof("https://" + name + ".example/" + job.key(), job.key(), there.getFirst()));
        }
        return accepted.contains(job.key()) ? new Step.Later(job.memo(), Duration.ofSeconds(1), "being published") : new Step.NotThere(job.memo());
    }

    @Override
    public Step withdraw(Job job) {
        takes = Duration.ofNanos(drawn());
        if (sick()) {
            return new Step.Unknown(job.memo(), "no answer");
        }
        if (accepted.contains(job.key()) && visible(job.key()) == 0 && !banned.contains(job.key())) {
            return new Step.Later(job.memo(), Duration.ofSeconds(1), "it is just being published");
        }
        drafts.remove(job.key());
        accepted.remove(job.key());
        publications.remove(job.key());
        return new Step.Done(job.memo());
    }

    @Override
    public Health health() {
        healthAsked++;
        takes = healthTakes == null ? Duration.ofNanos(drawn() / 4) : healthTakes;
        return well && !sick() ? Health.well("answered") : Health.ill("the site is down");
    }

    private boolean sick() {
        return world.nowNanos() < sickUntilNanos;
    }

    /** All that lies there and was never published. */
    Map<String, Integer> left() {
        var out = new TreeMap<String, Integer>();
        drafts.forEach(draft -> out.put(draft, visible(draft)));
        return out;
    }
}
