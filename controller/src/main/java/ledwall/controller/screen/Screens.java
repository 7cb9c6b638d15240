package ledwall.controller.screen;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Shape;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.jspecify.annotations.Nullable;

/** What people do to screens. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Screens {
    /** Where a screen goes that names no group; made at the first start. */
    public static final GroupId DEFAULT_GROUP = new GroupId("group-default");
    public static final int DEFAULT_FRAME_RATE = 25;
    /** Finer than any wall, and coarser than any. */
    public static final double MIN_PITCH = 0.2;
    public static final double MAX_PITCH = 100;
    public static final int MIN_SIDE = 16;
    /** A screen for which nothing can be rendered would be of no use to anybody. */
    public static final int MAX_SIDE = Shape.MAX_SIDE;

    private static final List<Integer> FRAME_RATES = List.of(25, 30, 50, 60);

    private final ScreenStore screens;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;

    public Screens(ScreenStore screens, Changes changes, Clock clock, Entropy entropy) {
        this.screens = screens;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    /**
     * A screen to be.
     *
     * @param frameRate null for {@link #DEFAULT_FRAME_RATE}
     * @param zone an IANA name such as {@code Asia/Shanghai}; null for UTC
     * @param group null for {@link #DEFAULT_GROUP}
     */
    public record Draft(String name, int width, int height, @Nullable Integer frameRate, @Nullable String zone, @Nullable GroupId group,
                        @Nullable Double pitchMillimetres) {
        public Draft(String name, int width, int height, @Nullable Integer frameRate, @Nullable String zone, @Nullable GroupId group) {
            this(name, width, height, frameRate, zone, group, null);
        }
    }

    public Screen create(Draft draft) {
        Integer given = draft.frameRate();
        GroupId group = draft.group() == null ? DEFAULT_GROUP : draft.group();
        var screen = checked(new Screen(new ScreenId(Ids.fresh("screen", entropy)), Names.checked("screen", draft.name()), group, draft.width(), draft.height(),
                given == null ? DEFAULT_FRAME_RATE : given, zone(draft.zone()), 1, draft.pitchMillimetres()));
        switch (screens.insert(screen)) {
            case ScreenStore.Added.Done() -> changes.post(new Change(Change.Kind.SCREEN, screen.id().value()));
            case ScreenStore.Added.NameTaken() -> throw Refusal.nameTaken("screen", screen.name());
            case ScreenStore.Added.UnknownGroup() -> throw unknownGroup(group);
            case ScreenStore.Added.OtherRate(int rate) -> throw otherRate(rate, screen.frameRate());
        }
        return screen;
    }

    public Screen byId(ScreenId id) {
        return screens.byId(id).orElseThrow(() -> unknown(id));
    }

    /** Also one that is retired. */
    public Screen known(ScreenId id) {
        return screens.known(id).orElseThrow(() -> unknown(id));
    }

    /**
     * What shall be different about a screen; null leaves a thing as it is.
     *
     * @param zone an IANA name such as {@code Asia/Shanghai}
     */
    public record Edit(String name, @Nullable GroupId group, @Nullable Integer width, @Nullable Integer height, @Nullable Integer frameRate,
                       @Nullable String zone, @Nullable Double pitchMillimetres) {
        public Edit(String name, @Nullable GroupId group, @Nullable Integer width, @Nullable Integer height, @Nullable Integer frameRate,
                    @Nullable String zone) {
            this(name, group, width, height, frameRate, zone, null);
        }
    }

    /** A screen after an edit, and what follows from the edit, for people. */
    public record Edited(Screen screen, List<Consequence> consequences) {
        public Edited {
            consequences = List.copyOf(consequences);
        }
    }

    /**
     * Changes a screen. One that moves or gets another size goes on with what it has until its new timelines are on its disk.
     *
     * @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest
     */
    public Edited update(ScreenId id, long expected, Edit edit) {
        return update(id, expected, edit, Pace.ORDINARY);
    }

    /** @param pace whether it may change what the freeze window holds */
    public Edited update(ScreenId id, long expected, Edit edit, Pace pace) {
        var done = done(screens.update(wanted(id, expected, edit), pace), id, expected, edit);
        changes.post(new Change(Change.Kind.SCREEN, id.value()));
        return edited(done);
    }

    /** What {@link #update} would do now; changes nothing. */
    public Edited check(ScreenId id, long expected, Edit edit) {
        return edited(done(screens.check(wanted(id, expected, edit)), id, expected, edit));
    }

    private Screen wanted(ScreenId id, long expected, Edit edit) {
        Screen old = byId(id);
        return checked(new Screen(id, Names.checked("screen", edit.name()), Objects.requireNonNullElse(edit.group(), old.group()),
                Objects.requireNonNullElse(edit.width(), old.width()), Objects.requireNonNullElse(edit.height(), old.height()),
                Objects.requireNonNullElse(edit.frameRate(), old.frameRate()), edit.zone() == null ? old.zone() : zone(edit.zone()), expected,
                edit.pitchMillimetres() == null ? old.pitchMillimetres() : edit.pitchMillimetres()));
    }

    private static ScreenStore.Saved.Done done(ScreenStore.Saved saved, ScreenId id, long expected, Edit edit) {
        return switch (saved) {
            case ScreenStore.Saved.Done done -> done;
            case ScreenStore.Saved.Stale(Screen current) -> throw Refusal.stale("screenStale", "screen", current.name(), current.revision(), expected);
            case ScreenStore.Saved.NameTaken() -> throw Refusal.nameTaken("screen", edit.name());
            case ScreenStore.Saved.UnknownGroup() -> throw unknownGroup(edit.group());
            case ScreenStore.Saved.OtherRate(int rate) -> throw otherRate(rate, edit.frameRate());
            case ScreenStore.Saved.Unknown() -> throw unknown(id);
        };
    }

    private static Edited edited(ScreenStore.Saved.Done done) {
        return new Edited(done.now(), Consequence.of(done.before(), done.now(), done.othersLeft()));
    }

    /** Takes the screen out of service; its PC is no longer let in. Its as-run records stay. */
    public void retire(ScreenId id) {
        if (!screens.retire(id, clock.wall())) {
            throw unknown(id);
        }
        changes.post(new Change(Change.Kind.SCREEN, id.value()));
    }

    private static Screen checked(Screen screen) {
        side("width", screen.width());
        side("height", screen.height());
        if (!FRAME_RATES.contains(screen.frameRate())) {
            throw Refusal.invalid("frameRateInvalid", "A frame rate of " + screen.frameRate() + " is not supported.",
                    "Use one of 25, 30, 50 or 60 frames a second.");
        }
        return screen;
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

    private static Refusal unknownGroup(@Nullable GroupId group) {
        return Refusal.notFound("groupUnknown", "There is no group " + group + ".", "Choose one of the groups listed.");
    }

    private static Refusal otherRate(int rate, @Nullable Integer wanted) {
        return Refusal.conflict("frameRateDiffers",
                "The screens of this group run at " + rate + " frames a second, this one " + (wanted == null ? "does not" : "would at " + wanted) + ".",
                "Screens that play in step share one frame rate: use " + rate + ", or put the screen into another group.");
    }

    private static Refusal unknown(ScreenId id) {
        return Refusal.notFound("screenUnknown", "There is no screen " + id + ".", "Reload the list of screens: it may have been retired.");
    }
}
