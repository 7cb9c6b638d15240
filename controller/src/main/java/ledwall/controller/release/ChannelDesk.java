package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.release.channel.ChannelBook;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Step;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls channels, one call of a channel at a time, and brings their answers back as changes to be stored. On the control loop; the calls run in {@link Work}.
 *
 * <p>Shortly before a release's point of no return and until it is called, a channel takes no other work: an upload that stalls must not make anything late.
 */
final class ChannelDesk {
    /** A channel's lead is asked for again so often: it follows from what was measured meanwhile. */
    private static final Duration LEAD_EVERY = Duration.ofSeconds(10);
    /** More would only mean that a channel was down for long. */
    private static final Duration LONGEST_LEAD = Duration.ofSeconds(60);
    /** No release is called sooner than this because others are to follow it: those come late, and that is told. */
    private static final Duration MOST_EARLY = Duration.ofMillis(2_500);
    /** While nothing else is begun on a channel before the point of no return. */
    private static final Duration CLEAR_AHEAD = Duration.ofSeconds(10);
    private static final Duration FILES_AGAIN = Duration.ofSeconds(2);
    /** Where a memo keeps the key; adapters leave it alone. */
    private static final String KEY = "key";
    private static final Logger log = LoggerFactory.getLogger(ChannelDesk.class);

    private final ChannelBook book;
    private final Posts posts;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final Collection<Running> all;
    private final Consumer<Running> heard;
    private final TreeMap<ChannelId, Duration> leads = new TreeMap<>();
    private final TreeMap<ChannelId, Instant> askedLeads = new TreeMap<>();

    /**
     * @param all releases that something is still to be done about, as they are at any time
     * @param heard told when an answer came that is to be stored, or that may change a decision
     */
    ChannelDesk(ChannelBook book, Posts posts, TimelineClock clock, Work work, Loop loop, Collection<Running> all, Consumer<Running> heard) {
        this.book = book;
        this.posts = posts;
        this.clock = clock;
        this.work = work;
        this.loop = loop;
        this.all = all;
        this.heard = heard;
    }

    /** How long before the instant a channel is to be called; zero until it is known. */
    Duration lead(Running running, ChannelId channel) {
        Map<ChannelId, Duration> fixed = running.fixedLeads;
        return fixed != null ? fixed.getOrDefault(channel, Duration.ZERO) : leads.getOrDefault(channel, Duration.ZERO).plus(queued(running, channel));
    }

    /**
     * A channel is called for one release after the other, each call taking about its lead: of several that go at one instant the first are called before their
     * time and the last behind it, with the instant in their middle as long as none is too early. A channel that is not to be called early has none of that.
     */
    private Duration queued(Running running, ChannelId channel) {
        Duration one = leads.getOrDefault(channel, Duration.ZERO);
        Booking booking = running.release.booking();
        if (booking == null || one.isZero()) {
            return Duration.ZERO;
        }
        int before = 0;
        int others = 0;
        for (Running other : all) {
            Booking its = other.release.booking();
            if (other != running && its != null && its.at().equals(booking.at()) && comes(other.release, channel)) {
                others++;
                before += other.release.id().compareTo(running.release.id()) < 0 ? 1 : 0;
            }
        }
        Duration half = one.multipliedBy(others).dividedBy(2);
        return (half.compareTo(MOST_EARLY) > 0 ? MOST_EARLY : half).minus(one.multipliedBy(before));
    }

    private static boolean comes(Release release, ChannelId channel) {
        return (release.isUndecided() || (release.goes() && !release.isWithdrawn())) && release.outlet(new OutletId.Online(channel)).isPresent();
    }

    /** The longest of a release's channels; null until all are known. */
    @Nullable Duration largestLead(Running running) {
        Map<ChannelId, Duration> known = Objects.requireNonNullElse(running.fixedLeads, leads);
        Duration largest = Duration.ZERO;
        for (Outlet outlet : running.release.outlets()) {
            if (outlet.id() instanceof OutletId.Online(ChannelId channel)) {
                Duration lead = known.get(channel);
                if (lead == null) {
                    return null;
                }
                Duration whole = lead(running, channel);
                largest = whole.compareTo(largest) > 0 ? whole : largest;
            }
        }
        return largest;
    }

    /** From now on the leads of this release are as they are now. */
    void fix(Running running) {
        if (running.fixedLeads == null) {
            var fixed = new TreeMap<ChannelId, Duration>();
            leads.keySet().forEach(channel -> fixed.put(channel, lead(running, channel)));
            running.fixedLeads = fixed;
        }
    }

    /** Keeps the leads of a release's channels at hand. */
    void askLeads(Running running, Instant now) {
        for (Outlet outlet : running.release.outlets()) {
            if (outlet.id() instanceof OutletId.Online(ChannelId channel) && !askedLeads.getOrDefault(channel, Instant.MIN).plus(LEAD_EVERY).isAfter(now)) {
                askedLeads.put(channel, now);
                // Not in the channel's lane: it must be known while a call stalls.
                work.submit("leads", "read the lead of " + channel, () -> book.lead(channel), loop, new Work.Outcome<Duration>() {
                    @Override
                    public void done(Duration lead) {
                        leads.put(channel, lead.compareTo(LONGEST_LEAD) > 0 ? LONGEST_LEAD : lead);
                        heard.accept(running);
                    }
                });
            }
        }
    }

    /** Asks for a channel's health, unless it was asked and the answer is awaited, or says something of now. */
    void askHealth(Running running, Outlet outlet, ChannelId channel) {
        Running.Heard known = running.health.get(outlet.id());
        if (known != null && (known.at() == null || known.at().plus(WallJudge.FRESH).isAfter(clock.instant()))) {
            return;
        }
        running.health.put(outlet.id(), new Running.Heard(null, Health.ill("it was asked and has not answered yet")));
        // Not in the channel's lane either: another release may be due there, and a site that is ill answers late.
        work.submit("health " + channel, "ask " + channel + " for its health", () -> book.open(channel).map(OnlineChannel::health)
            .orElseGet(() -> Health.ill("The channel was removed.")), loop, new Work.Outcome<Health>() {
            @Override
            public void done(Health health) {
                running.health.put(outlet.id(), new Running.Heard(clock.instant(), health));
                heard.accept(running);
            }

            @Override
            public void failed(Exception cause) {
                running.health.put(outlet.id(), new Running.Heard(clock.instant(), Health.ill(String.valueOf(cause.getMessage()))));
                heard.accept(running);
            }
        });
    }

    /** Calls it, and brings the answer back to be stored. */
    void call(Running running, Outlet outlet, ChannelId channel, Call call) {
        running.calling.add(outlet.id());
        running.ours.remove(outlet.id());
        Release release = running.release;
        Instant at = release.booking() == null ? release.since() : release.booking().at();
        String key = key(release, outlet, channel);
        log.debug("[{}] {} {}", release.id(), call, channel);
        work.submit(lane(channel), call + " " + release.id() + " on " + channel, () -> answer(release, outlet, channel, call, at), loop, new Work.Outcome<Step>() {
            @Override
            public void done(Step step) {
                answered(running, outlet.id(), key, call, step, at);
            }

            @Override
            public void failed(Exception cause) {
                answered(running, outlet.id(), key, call, new Step.Unknown(outlet.memo(), "The call failed: " + cause.getMessage()), at);
            }
        });
    }

    private Step answer(Release release, Outlet outlet, ChannelId channel, Call call, Instant at) {
        OnlineChannel online = book.open(channel).orElse(null);
        if (online == null) {
            return new Step.Refused(outlet.memo(), Codes.CHANNEL_GONE, "The channel was removed.");
        }
        Posts.Made made = posts.of(release, channel);
        var post = switch (made) {
            case Posts.Made.Ready(var all) -> all;
            case Posts.Made.NotYet(var some, var _) -> some;
            case Posts.Made.Impossible(var some, var _, var _) -> some;
        };
        var job = new Job(release.id(), release.revision(), channel, key(release, outlet, channel), post, outlet.memo(), at);
        return switch (call) {
            case PREPARE -> switch (made) {
                case Posts.Made.Ready _ -> online.prepare(job);
                case Posts.Made.NotYet(var _, String words) -> new Step.Later(outlet.memo(), FILES_AGAIN, words);
                case Posts.Made.Impossible(var _, String code, String words) -> new Step.Refused(outlet.memo(), code, words);
            };
            case PUBLISH -> late(outlet) ? new Step.Trouble(outlet.memo(), "The channel was busy with another call.", Duration.ZERO) : switch (made) {
                case Posts.Made.Ready _ -> online.publish(job);
                // They were there when it was prepared: rather late than in parts.
                case Posts.Made.NotYet(var _, String words) -> new Step.Trouble(outlet.memo(), words, FILES_AGAIN);
                case Posts.Made.Impossible(var _, String code, String words) -> new Step.Refused(outlet.memo(), code, words);
            };
            case CONFIRM -> online.confirm(job);
            case WITHDRAW -> online.withdraw(job);
            case MARK -> throw new IllegalArgumentException("that is no call of a channel");
        };
    }

    /** From a worker. */
    private boolean late(Outlet outlet) {
        Instant called = outlet.times().calledAt();
        return called != null && clock.instant().isAfter(called.plus(Answers.CALLED_WITHIN));
    }

    private void answered(Running running, OutletId outlet, String key, Call call, Step step, Instant at) {
        Instant now = clock.instant();
        running.change(release -> release.one(outlet, known -> {
            if (!(outlet instanceof OutletId.Online(ChannelId channel)) || !key(release, known, channel).equals(key)) {
                return known; // It was edited and scheduled anew meanwhile: this is of another publication, which is discarded.
            }
            Outlet next = Answers.to(call, known, step, at, now);
            return next.with(next.memo().with(KEY, key));
        }), () -> running.calling.remove(outlet));
        heard.accept(running);
    }

    /**
     * Another revision came in the place of one: what may lie on channels for the old one, and is nothing to the new one, is thrown away. Whoever only edits or cancels
     * has that stored; this is for who schedules anew before it was done.
     */
    void discard(Release before, Release after) {
        for (Outlet outlet : before.outlets()) {
            if (outlet.id() instanceof OutletId.Online(ChannelId channel)) {
                String key = key(before, outlet, channel);
                boolean kept = after.outlet(outlet.id()).filter(next -> key(after, next, channel).equals(key)).isPresent();
                if (!kept && !outlet.memo().equals(Memo.EMPTY) && outlet.state() != OutletState.WITHDRAWN) {
                    discard(before, outlet, channel);
                }
            }
        }
    }

    private void discard(Release release, Outlet outlet, ChannelId channel) {
        work.submit(lane(channel), "discard " + key(release, outlet, channel), () -> answer(release, outlet, channel, Call.WITHDRAW, clock.instant()), loop, step -> {
            switch (step) {
                case Step.Done _, Step.NotThere _ -> log.info("[{}] what was prepared as {} is thrown away", release.id(), key(release, outlet, channel));
                case Step.Later(Memo memo, Duration after, String _) -> discardAgain(release, outlet.with(memo), channel, after);
                case Step.Trouble(Memo memo, String _, Duration after) -> discardAgain(release, outlet.with(memo), channel, after);
                case Step.Unknown(Memo memo, String _) -> discardAgain(release, outlet.with(memo), channel, Answers.ASK_AGAIN);
                case Step.Refused(Memo _, String _, String words) -> log.warn("[{}] a draft may be left on {}: {}", release.id(), channel, words);
                case Step.Person(Memo _, ManualTask task) -> log.warn("[{}] a draft may be left on {}: {}", release.id(), channel, task.words());
            }
        });
    }

    private void discardAgain(Release release, Outlet outlet, ChannelId channel, Duration after) {
        loop.after(after.compareTo(FILES_AGAIN) < 0 ? FILES_AGAIN : after, "discard a draft again", () -> discard(release, outlet, channel));
    }

    /** One that has its name from the first: what a killed process prepared is found, and thrown away, by it. */
    static Outlet named(ReleaseId release, long revision, Outlet outlet) {
        boolean nameless = outlet.id() instanceof OutletId.Online && outlet.memo().get(KEY) == null;
        return nameless && outlet.id() instanceof OutletId.Online(ChannelId channel) ? outlet.with(outlet.memo().with(KEY, release + "." + revision + "." + channel)) : outlet;
    }

    /** The same for every call about one publication, also after restarts, and where a draft that was kept is taken up or thrown away by a later revision. */
    static String key(Release release, Outlet outlet, ChannelId channel) {
        String known = outlet.memo().get(KEY);
        return known == null ? release.id() + "." + release.revision() + "." + channel : known;
    }

    /** Whether a channel is to be kept clear for a release that comes soon. */
    boolean reserves(Running running, ChannelId channel, Instant now) {
        Release release = running.release;
        Outlet outlet = release.outlet(new OutletId.Online(channel)).orElse(null);
        boolean coming = release.isUndecided() || (release.goes() && !release.isWithdrawn());
        if (outlet == null || !coming || !(running.ours.contains(outlet.id()) || (outlet.state() == OutletState.READY && outlet.nextAt() == null))) {
            return false;
        }
        Duration largest = largestLead(running);
        return largest != null && !now.isBefore(Agenda.decideAt(release.booked(), largest).minus(CLEAR_AHEAD));
    }

    private static String lane(ChannelId channel) {
        return "channel " + channel;
    }
}
