package ledwall.controller.screen;

import java.util.ArrayList;
import java.util.List;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.jspecify.annotations.Nullable;

/** What people do to groups. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Groups {
    private static final PlaylistId DEFAULT_LOOP = new PlaylistId("playlist-default");

    private final GroupStore store;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;

    public Groups(GroupStore store, Changes changes, Clock clock, Entropy entropy) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** At every start, before anything else: makes the default group with an empty loop, if no group is there. */
    public void ensure() {
        if (store.all().isEmpty()) {
            store.insert(Screens.DEFAULT_GROUP, "Default group", DEFAULT_LOOP, "Default loop");
        }
    }

    public ScreenGroup byId(GroupId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /** Makes a group with an empty loop of its own, named like it. */
    public ScreenGroup create(String name) {
        String clean = Names.checked("group", name);
        var group = new ScreenGroup(new GroupId(Ids.fresh("group", entropy)), clean, new PlaylistId(Ids.fresh("playlist", entropy)));
        if (!store.insert(group.id(), clean, group.loop(), clean)) {
            throw Refusal.nameTaken("group or a playlist", clean);
        }
        changes.post(new Change(Change.Kind.PLAYLIST, group.loop().value()));
        changes.post(new Change(Change.Kind.GROUP, group.id().value()));
        return group;
    }

    /**
     * Gives it a name, and another loop; the screens change over to it at the end of the cue on air.
     *
     * @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest
     * @param loop null to keep the present one
     */
    public ScreenGroup update(GroupId id, long expected, String name, @Nullable PlaylistId loop) {
        return update(id, expected, name, loop, Pace.ORDINARY);
    }

    /** @param pace whether it may change what the freeze window holds */
    public ScreenGroup update(GroupId id, long expected, String name, @Nullable PlaylistId loop, Pace pace) {
        String clean = Names.checked("group", name);
        var wanted = new ScreenGroup(id, clean, loop == null ? byId(id).loop() : loop, expected);
        return done(store.update(wanted, pace), id, expected, clean);
    }

    /** @param expected the revision that the editor saw */
    public void delete(GroupId id, long expected) {
        done(store.delete(id, expected, clock.wall()), id, expected, "");
    }

    private ScreenGroup done(GroupStore.Saved saved, GroupId id, long expected, String name) {
        return switch (saved) {
            case GroupStore.Saved.Done(ScreenGroup group) -> {
                changes.post(new Change(Change.Kind.GROUP, id.value()));
                yield group;
            }
            case GroupStore.Saved.Stale(ScreenGroup current) -> throw Refusal.stale("groupStale", "group", current.name(), current.revision(), expected);
            case GroupStore.Saved.NameTaken() -> throw Refusal.nameTaken("group", name);
            case GroupStore.Saved.UnknownLoop(PlaylistId loop) -> throw Refusal.invalid("playlistUnknown", "There is no playlist " + loop + ".",
                    "Choose one of the playlists listed.");
            case GroupStore.Saved.InUse(List<String> screens, List<String> rules) -> throw inUse(screens, rules);
            case GroupStore.Saved.Last() -> throw Refusal.conflict("lastGroup", "It is the only group, and every screen belongs to one.",
                    "Rename it, or make another group first.");
            case GroupStore.Saved.Unknown() -> throw unknown(id);
        };
    }

    private static Refusal inUse(List<String> screens, List<String> rules) {
        var words = new ArrayList<String>();
        if (!screens.isEmpty()) {
            words.add("the screens " + Names.listed(screens));
        }
        if (!rules.isEmpty()) {
            words.add("the rules " + Names.listed(rules));
        }
        return Refusal.conflict("groupInUse", "These still belong to it: " + String.join(", and ", words) + ".",
                "Move the screens to another group or retire them, and delete the rules.");
    }

    private static Refusal unknown(GroupId id) {
        return Refusal.notFound("groupUnknown", "There is no group " + id + ".", "Reload the list of groups: it may have been deleted.");
    }
}
