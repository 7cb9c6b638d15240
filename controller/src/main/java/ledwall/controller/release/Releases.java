package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import ledwall.controller.calendar.When;
import ledwall.controller.calendar.WhenCheck;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.media.MediaStore;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.ReleaseStore.OnWalls;
import ledwall.controller.release.channel.ChannelBook;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.Tasks;
import ledwall.controller.schedule.ReleaseMark;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.runtime.Entropy;
import org.jspecify.annotations.Nullable;

/** What people do to releases. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Releases {
    private final ReleaseStore store;
    private final ChannelBook book;
    private final Function<ChannelId, @Nullable String> channelNames;
    private final ScreenStore screens;
    private final ContentCheck check;
    private final Tasks tasks;
    private final Changes changes;
    private final Supplier<Instant> timeline;
    private final Entropy entropy;

    /**
     * @param channelNames of a channel, for people; null for one that is not there
     * @param timeline the timeline clock: by it releases go, however the other is stepped
     */
    public Releases(ReleaseStore store, ChannelBook book, Function<ChannelId, @Nullable String> channelNames, ScreenStore screens, GroupStore groups,
                    MediaStore media, Tasks tasks, Changes changes, Supplier<Instant> timeline, Entropy entropy) {
        this.store = store;
        this.book = book;
        this.channelNames = channelNames;
        this.screens = screens;
        this.check = new ContentCheck(media, groups, screens, channelNames);
        this.tasks = tasks;
        this.changes = changes;
        this.timeline = timeline;
        this.entropy = entropy;
    }

    public Release create(Content content, String by) {
        Instant now = timeline.get();
        var release = new Release(new ReleaseId(Ids.fresh("release", entropy)), 1, 1, check.checked(content), null, new ReleaseState.Draft(null), now, null,
            List.of(), by, now);
        store.insert(release);
        tell(release.id());
        return release;
    }

    public Release byId(ReleaseId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /** A part of them, newest first; see {@link ReleaseStore#page}. */
    public List<Release> page(ReleaseStore.@Nullable Place after, int most) {
        return store.page(after, most);
    }

    public List<HistoryEntry> history(ReleaseId id) {
        byId(id);
        return store.history(id);
    }

    /** @param expected the revision that the editor saw */
    public Release update(ReleaseId id, long expected, Content content, String by) {
        Content clean = check.checked(content);
        return change(id, by, release -> Moves.edited(draft(current(release, expected)), clean, timeline.get()));
    }

    /** @param expected the revision that the editor saw */
    public void delete(ReleaseId id, long expected) {
        if (!store.delete(id, release -> {
            Release draft = draft(current(release, expected));
            if (draft.isOpen()) {
                throw Refusal.conflict("releaseBusy", "\"" + draft.content().name() + "\" is still being taken back from its outlets.", "Try again in a moment.");
            }
        })) {
            throw unknown(id);
        }
        tell(id);
    }

    /**
     * Puts a draft into the schedule: release, playlist and rule in one step, as an ordinary edit.
     *
     * @param expected the revision that the editor saw; null for whichever there is
     * @param policy null for the one it has
     */
    public Release schedule(ReleaseId id, @Nullable Long expected, Instant at, @Nullable Policy policy, String by) {
        Release draft = byId(id);
        Content content = check.checked(policy == null ? draft.content() : draft.content().with(policy));
        check.complete(content);
        Instant now = timeline.get();
        Instant until = at.plus(content.length());
        notice(content, at, until, now);
        long revision = draft.revision() + 1;
        // A name that was withdrawn from a wall is never shown there again: what walls may show by themselves, and may be told not to, has a name of its own.
        var wallId = content.policy().needsToken() ? id : new ReleaseId(id + "-" + revision);
        var items = content.items().stream().map(item -> new PlaylistItem(new ItemId(Ids.fresh("item", entropy)), item.media(), item.length(), item.fit())).toList();
        OnWalls walls = !content.hasWalls() ? null : new OnWalls(new Rule(new RuleId(Ids.fresh("rule", entropy)), content.name(), content.targets(),
            new PlaylistId(Ids.fresh("playlist", entropy)), RuleClass.FIXED, Rules.MAX_PRIORITY, new When.Once(at, until), 1,
            new ReleaseMark(new ReleaseRef(wallId, revision), content.policy().needsToken())), items);
        var booking = new Booking(at, until, walls == null ? null : walls.rule().id(), walls == null ? null : walls.rule().playlist(), wallId,
            items.stream().map(PlaylistItem::id).toList());
        List<Outlet> outlets = outlets(content);
        if (outlets.isEmpty()) {
            throw Refusal.invalid("releaseNoOutlets", "There is no screen in the groups that the release names.", "Choose where it comes out.");
        }
        return done(store.schedule(id, by, now, walls, release -> {
            draft(current(release, expected == null ? draft.revision() : expected));
            return Moves.scheduled(release, content, booking, outlets, now);
        }).orElseThrow(() -> unknown(id)));
    }

    private void notice(Content content, Instant at, Instant until, Instant now) {
        if (!at.isAfter(now)) {
            throw Refusal.invalid("releaseInstantPast", "The instant " + at + " is past; it is " + now + ".", "Choose a later one.");
        }
        Duration lead = content.channels().stream().map(part -> book.lead(part.channel())).max(Duration::compareTo).orElse(Duration.ZERO);
        Duration notice = Moves.shortestNotice(lead);
        if (at.isBefore(now.plus(notice))) {
            throw Refusal.invalid("releaseTooSoon", "The instant lies " + Duration.between(now, at).toMillis() + " ms ahead; who is ready is decided "
                + lead.plus(Agenda.DECIDE_AHEAD).toMillis() + " ms before it.", "Choose an instant at least " + notice.toSeconds() + " s ahead, and leave time to prepare.");
        }
        WhenCheck.check(new When.Once(at, until), Map.of(), now);
    }

    private List<Outlet> outlets(Content content) {
        var out = new ArrayList<Outlet>();
        screens.all().stream().filter(screen -> content.targets().holds(screen))
            .forEach(screen -> out.add(Outlet.fresh(new OutletId.Wall(screen.id()), screen.name(), Memo.EMPTY)));
        content.channels().forEach(part -> {
            String name = channelNames.apply(part.channel());
            out.add(Outlet.fresh(new OutletId.Online(part.channel()), name == null ? part.channel().value() : name, Memo.EMPTY));
        });
        return out;
    }

    /** Takes it out of the schedule again, before anything was decided; drafts on channels are thrown away. */
    public Release cancel(ReleaseId id, String reason, String by) {
        return change(id, by, release -> Moves.cancelled(undecided(release), because("Cancelled by " + by, reason), timeline.get()));
    }

    /** The same, but drafts on channels are kept. */
    public Release hold(ReleaseId id, String reason, String by) {
        return change(id, by, release -> Moves.held(undecided(release), because("Held by " + by, reason), timeline.get()));
    }

    private static String because(String who, String reason) {
        return reason.isEmpty() ? who + "." : who + ": " + reason;
    }

    /** Takes it back from everywhere, after it went. */
    public Release withdraw(ReleaseId id, String reason, String by) {
        return change(id, by, release -> {
            if (release.isWithdrawn()) {
                throw Refusal.conflict("releaseWithdrawn", "\"" + release.content().name() + "\" was withdrawn at " + release.since() + " already.",
                    "Look at its outlets: each says how far that is.");
            }
            if (!release.goes()) {
                throw Refusal.conflict("releaseNotOut", "It was not decided that \"" + release.content().name() + "\" goes.", "Cancel it instead.");
            }
            return Moves.withdrawn(release, reason, timeline.get());
        });
    }

    /** Tries one outlet again that failed, or from which it could not be taken back. */
    public Release retry(ReleaseId id, OutletId which, String by) {
        return change(id, by, release -> {
            Outlet outlet = outlet(release, which);
            Withdrawal back = outlet.withdrawal();
            boolean again = back != null ? back.state() == Withdrawal.State.FAILED
                : outlet.state() == OutletState.FAILED && (release.isUndecided() || (release.goes() && !release.isWithdrawn()));
            if (!again) {
                throw Refusal.conflict("outletNotFailed", "\"" + outlet.name() + "\" has not failed, so there is nothing to try again.", "Reload the release.");
            }
            if (outlet.isWall() && !timeline.get().isBefore(release.booked().until())) {
                throw Refusal.conflict("windowOver", "The window was over at " + release.booked().until() + ".", "Make a new release.");
            }
            return Moves.retried(release, which, timeline.get());
        });
    }

    /**
     * Somebody did by hand what the outlet asks for.
     *
     * @param url where everybody sees it; null where it was deleted by hand
     */
    public Release confirm(ReleaseId id, OutletId which, @Nullable String url, String by) {
        Release seen = byId(id);
        Outlet waiting = outlet(seen, which);
        if (waiting.task() != null && which instanceof OutletId.Online(ChannelId channel)) {
            // The adapter asked for it, and makes of the answer what it means there.
            tasks.confirm(channel, ChannelDesk.key(seen, waiting, channel), url, by);
            return change(id, by, release -> Moves.doneByHand(release, which, timeline.get()));
        }
        return change(id, by, release -> {
            Outlet outlet = outlet(release, which);
            Withdrawal back = outlet.withdrawal();
            boolean open = back != null ? back.state() != Withdrawal.State.CONFIRMED : release.goes() && outlet.state() != OutletState.CONFIRMED;
            // A wall says itself what it shows, unless it was retired before it could.
            boolean waits = !outlet.isWall() || (back != null && back.state() == Withdrawal.State.BY_HAND);
            if (!waits || !open) {
                throw Refusal.conflict("outletNotByHand", "\"" + outlet.name() + "\" waits for nobody's confirmation.", "Reload the release.");
            }
            if (back == null && url == null) {
                throw Refusal.invalid("linkMissing", "The link is missing: it is the proof that it was published.", "Open what was published and paste its address.");
            }
            return Moves.confirmedByHand(release, which, url, by, timeline.get());
        });
    }

    private static Outlet outlet(Release release, OutletId which) {
        return release.outlet(which).orElseThrow(() -> Refusal.notFound("outletUnknown", "The release has no outlet " + which + ".", "Reload the release."));
    }

    private Release change(ReleaseId id, String by, UnaryOperator<Release> change) {
        return done(store.change(id, by, timeline.get(), change).orElseThrow(() -> unknown(id)));
    }

    private Release done(ReleaseStore.Saved saved) {
        ReleaseId id = saved.release().id();
        if (saved.rules()) {
            changes.post(new Change(Change.Kind.RULE, id.value()));
        }
        tell(id);
        return saved.release();
    }

    private void tell(ReleaseId id) {
        changes.post(new Change(Change.Kind.RELEASE, id.value()));
    }

    private static Release current(Release release, long expected) {
        if (release.revision() != expected) {
            throw Refusal.stale("releaseStale", "release", release.content().name(), release.revision(), expected);
        }
        return release;
    }

    private static Release draft(Release release) {
        if (release.state() instanceof ReleaseState.Draft) {
            return release;
        }
        throw Refusal.conflict("releaseNotDraft", "\"" + release.content().name() + "\" is not a draft any more.",
            release.isUndecided() ? "Cancel or hold it first." : "Make a new release.");
    }

    private static Release undecided(Release release) {
        if (release.isUndecided()) {
            return release;
        }
        throw release.state() instanceof ReleaseState.Draft
            ? Refusal.conflict("releaseNotScheduled", "\"" + release.content().name() + "\" is not scheduled.", "Nothing needs to be done.")
            : Refusal.conflict("releaseDecided", "It was decided already what becomes of \"" + release.content().name() + "\".", "If it goes, withdraw it.");
    }

    private static Refusal unknown(ReleaseId id) {
        return Refusal.notFound("releaseUnknown", "There is no release " + id + ".", "Reload the list of releases.");
    }
}
