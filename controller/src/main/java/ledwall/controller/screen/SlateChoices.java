package ledwall.controller.screen;

import java.util.Map;
import java.util.Objects;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;

/** What people choose as slate of a screen, or of all screens of a group. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class SlateChoices {
    private final SlateStore store;
    private final Screens screens;
    private final Groups groups;
    private final Changes changes;

    public SlateChoices(SlateStore store, Screens screens, Groups groups, Changes changes) {
        this.store = store;
        this.screens = screens;
        this.groups = groups;
        this.changes = changes;
    }

    public SlateStore.Kept of(SlateOwner owner) {
        name(owner);
        return store.byOwner(owner).orElseGet(() -> new SlateStore.Kept(0, new SlateChoice.Inherited()));
    }

    /** What a screen has by its own choice and its group's, never inherited. */
    public SlateChoice effective(ScreenId id) {
        Screen screen = screens.byId(id);
        return effective(store.all(), screen.id(), screen.group());
    }

    /** The same of choices at hand. */
    public static SlateChoice effective(Map<SlateOwner, SlateChoice> all, ScreenId screen, GroupId group) {
        SlateChoice own = Objects.requireNonNullElse(all.get(new SlateOwner.OfScreen(screen)), new SlateChoice.Inherited());
        SlateChoice groups = Objects.requireNonNullElse(all.get(new SlateOwner.OfGroup(group)), new SlateChoice.BuiltIn());
        return !(own instanceof SlateChoice.Inherited) ? own : groups instanceof SlateChoice.Inherited ? new SlateChoice.BuiltIn() : groups;
    }

    /** @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest */
    public SlateStore.Kept replace(SlateOwner owner, long expected, SlateChoice choice) {
        String name = name(owner);
        return switch (store.save(owner, choice, expected)) {
            case SlateStore.Saved.Done(SlateStore.Kept kept) -> {
                changes.post(switch (owner) {
                    case SlateOwner.OfScreen(ScreenId screen) -> new Change(Change.Kind.SCREEN, screen.value());
                    case SlateOwner.OfGroup(GroupId group) -> new Change(Change.Kind.GROUP, group.value());
                });
                yield kept;
            }
            case SlateStore.Saved.Stale(long revision) -> throw Refusal.stale("slateStale", "slate", name, revision, expected);
            case SlateStore.Saved.UnknownMedia(var media) -> throw Refusal.invalid("mediaUnknown", "There is no media " + media + ".",
                    "Reload the media: it may have been deleted.");
            case SlateStore.Saved.BrokenMedia(String media, String failure) -> throw Refusal.invalid("mediaFailed", "Nothing can be made of \"" + media + "\": "
                    + failure, "Choose another file, or upload this one again in another format.");
            case SlateStore.Saved.UnknownOwner() -> throw Refusal.notFound("slateOwnerUnknown", "\"" + name + "\" is gone.", "Reload the page.");
        };
    }

    /** Also sees to it that it is there. */
    private String name(SlateOwner owner) {
        return switch (owner) {
            case SlateOwner.OfScreen(ScreenId screen) -> screens.byId(screen).name();
            case SlateOwner.OfGroup(GroupId group) -> groups.byId(group).name();
        };
    }
}
