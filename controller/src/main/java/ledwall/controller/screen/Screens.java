package ledwall.controller.screen;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.media.Shape;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.jspecify.annotations.Nullable;

/** What people do to screens and groups. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Screens {
    /** Where a screen goes that names no group; made at the first start. */
    public static final GroupId DEFAULT_GROUP = new GroupId("group-default");
    public static final int DEFAULT_FRAME_RATE = 25;
    public static final int MIN_SIDE = 16;
    /** A screen for which nothing can be rendered would be of no use to anybody. */
    public static final int MAX_SIDE = Shape.MAX_SIDE;

    private static final PlaylistId DEFAULT_LOOP = new PlaylistId("playlist-default");
    private static final List<Integer> FRAME_RATES = List.of(25, 30, 50, 60);

    private final ScreenStore screens;
    private final GroupStore groups;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;

    public Screens(ScreenStore screens, GroupStore groups, Changes changes, Clock clock, Entropy entropy) {
        this.screens = screens;
        this.groups = groups;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** At every start, before anything else: makes the default group with an empty loop, if no group is there. */
    public void ensureGroup() {
        if (groups.all().isEmpty()) {
            groups.insert(DEFAULT_GROUP, "Default group", DEFAULT_LOOP, "Default loop");
        }
    }

    /**
     * A screen to be.
     *
     * @param frameRate null for {@link #DEFAULT_FRAME_RATE}
     * @param zone an IANA name such as {@code Asia/Shanghai}; null for UTC
     * @param group null for {@link #DEFAULT_GROUP}
     */
    public record Draft(String name, int width, int height, @Nullable Integer frameRate, @Nullable String zone, @Nullable GroupId group) {}

    public Screen create(Draft draft) {
        side("width", draft.width());
        side("height", draft.height());
        Integer given = draft.frameRate();
        int frameRate = given == null ? DEFAULT_FRAME_RATE : given;
        if (!FRAME_RATES.contains(frameRate)) {
            throw Refusal.invalid("frameRateInvalid", "A frame rate of " + frameRate + " is not supported.", "Use one of 25, 30, 50 or 60 frames a second.");
        }
        GroupId group = draft.group() == null ? DEFAULT_GROUP : draft.group();
        var screen = new Screen(new ScreenId(Ids.fresh("screen", entropy)), Names.checked("screen", draft.name()), group, draft.width(), draft.height(),
                frameRate, zone(draft.zone()));
        switch (screens.insert(screen)) {
            case ScreenStore.Added.Done() -> changes.post(new Change(Change.Kind.SCREEN, screen.id().value()));
            case ScreenStore.Added.NameTaken() -> throw nameTaken(screen.name());
            case ScreenStore.Added.UnknownGroup() -> throw Refusal.notFound("groupUnknown", "There is no group " + group + ".",
                    "Choose one of the groups listed.");
            case ScreenStore.Added.OtherRate(int rate) -> throw Refusal.conflict("frameRateDiffers",
                    "The screens of this group run at " + rate + " frames a second, the new one would at " + frameRate + ".",
                    "Screens that play in step share one frame rate: use " + rate + ", or put the screen into another group.");
        }
        return screen;
    }

    public Screen byId(ScreenId id) {
        return screens.byId(id).orElseThrow(() -> unknown(id));
    }

    public Screen rename(ScreenId id, String name) {
        String clean = Names.checked("screen", name);
        switch (screens.rename(id, clean)) {
            case DONE -> changes.post(new Change(Change.Kind.SCREEN, id.value()));
            case NAME_TAKEN -> throw nameTaken(clean);
            case UNKNOWN -> throw unknown(id);
        }
        return byId(id);
    }

    /** Takes the screen out of service; its PC is no longer let in. Its as-run records stay. */
    public void retire(ScreenId id) {
        if (!screens.retire(id, clock.wall())) {
            throw unknown(id);
        }
        changes.post(new Change(Change.Kind.SCREEN, id.value()));
    }

    /** Makes a group with an empty loop of its own, named like it. */
    public ScreenGroup createGroup(String name) {
        String clean = Names.checked("group", name);
        var group = new ScreenGroup(new GroupId(Ids.fresh("group", entropy)), clean, new PlaylistId(Ids.fresh("playlist", entropy)));
        if (!groups.insert(group.id(), clean, group.loop(), clean)) {
            throw Refusal.conflict("nameTaken", "There is a group or a playlist called \"" + clean + "\" already.", "Choose another name.");
        }
        changes.post(new Change(Change.Kind.PLAYLIST, group.loop().value()));
        changes.post(new Change(Change.Kind.GROUP, group.id().value()));
        return group;
    }

    private static void side(String which, int pixels) {
        if (pixels < MIN_SIDE || pixels > MAX_SIDE) {
            throw Refusal.invalid("sizeInvalid", "A " + which + " of " + pixels + " pixels is out of bounds.",
                    "Use " + MIN_SIDE + " to " + MAX_SIDE + " pixels.");
        }
        if (pixels % 2 != 0) {
            throw Refusal.invalid("sizeInvalid",
                    "A " + which + " of " + pixels + " pixels is odd, and H.264 video (4:2:0) has colour for pairs of pixels only.",
                    "Use " + (pixels - 1) + " or " + (pixels + 1) + " pixels.");
        }
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return ZoneId.of(name == null ? "UTC" : name);
        } catch (DateTimeException e) {
            throw Refusal.invalid("zoneInvalid", "\"" + name + "\" is no time zone.", "Use a name of the IANA list, such as Asia/Shanghai.");
        }
    }

    private static Refusal nameTaken(String name) {
        return Refusal.conflict("nameTaken", "There is a screen called \"" + name + "\" already.", "Choose another name.");
    }

    private static Refusal unknown(ScreenId id) {
        return Refusal.notFound("screenUnknown", "There is no screen " + id + ".", "Reload the list of screens: it may have been retired.");
    }
}
