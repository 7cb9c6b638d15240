package ledwall.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.schedule.FrozenEdit;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.timeline.Instants;

/** People at the page, who do what they like whatever breaks meanwhile. The dice are thrown before a worker runs, at a time of its own. */
final class Operators {
    private static final int MOST_WALLS = 9;
    private static final List<int[]> SIZES = List.of(new int[] {640, 360}, new int[] {360, 640}, new int[] {320, 320});

    private final SimFleet fleet;
    private final RandomGenerator dice;
    private int uploads;
    private int screens;
    private int rules;

    Operators(SimFleet fleet, RandomGenerator dice) {
        this.fleet = fleet;
        this.dice = dice;
    }

    /** Screens of groups of these sizes; those of a group run at one rate. */
    List<List<Screens.Draft>> drafts(List<Integer> groups) {
        var out = new ArrayList<List<Screens.Draft>>();
        for (int size : groups) {
            int rate = List.of(25, 25, 30, 50, 60).get(dice.nextInt(5));
            var group = new ArrayList<Screens.Draft>();
            for (int i = 0; i < size; i++) {
                group.add(draft(rate, null));
            }
            out.add(group);
        }
        return out;
    }

    private Screens.Draft draft(int rate, GroupId group) {
        int[] side = SIZES.get(dice.nextInt(SIZES.size()));
        return new Screens.Draft("Screen " + ++screens, side[0], side[1], rate, null, group);
    }

    /** Material, and a loop for every group. */
    void fill() {
        fleet.upload("one", FakeMediaTools.video("one", Duration.ofMillis(dice.nextInt(2, 40) * 250L)));
        fleet.upload("two", FakeMediaTools.video("two", Duration.ofSeconds(8)));
        fleet.upload("three", FakeMediaTools.still("three"));
        fleet.world.run(Duration.ofSeconds(2));
        for (GroupId group : fleet.groups()) {
            fleet.operator("fills the loop of " + group, () -> {
                var drafts = new ArrayList<Playlists.Draft>();
                fleet.controller().mediaStore().all().forEach(media -> drafts.add(new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)));
                var loop = fleet.loopOf(group);
                return fleet.controller().playlists().save(loop.id(), loop.revision(), loop.name(), drafts);
            });
        }
    }

    /** @param all also what needs the whole house; otherwise only what any controller can do with broken walls around */
    boolean act(Fault fault, boolean all) {
        if (!fleet.controllerUp()) {
            return false;
        }
        String name = "clip " + ++uploads;
        switch (fault) {
            case UPLOAD -> fleet.upload(name, dice.nextInt(4) == 0 ? FakeMediaTools.still(name)
                    : FakeMediaTools.video(name, Duration.ofMillis(dice.nextInt(3, 40) * 500L)));
            case UPLOAD_SPOILT -> fleet.upload(name, FakeMediaTools.spoilt(name));
            case EDIT_LOOP -> changeLoop(anyGroup(), false);
            case APPLY_NOW -> changeLoop(anyGroup(), true);
            case OPEN_WINDOW -> window(anyGroup());
            case DELETE_RULE -> deleteRule();
            case QUIET_HOURS -> quiet(fleet.walls.get(dice.nextInt(fleet.walls.size())), Duration.ofSeconds(3 + dice.nextInt(15)));
            case ADD_SCREEN -> {
                if (!all || fleet.walls.size() + fleet.retired.size() >= MOST_WALLS) {
                    return false;
                }
                GroupId group = anyGroup();
                int rate = fleet.walls.stream().filter(wall -> wall.screen().group().equals(group)).findFirst().orElseThrow().screen().frameRate();
                Screens.Draft draft = draft(rate, group);
                fleet.operator("adds a screen", () -> fleet.controller().screens().create(draft), (Screen screen) -> fleet.enrol(fleet.wall(screen)));
            }
            case RETIRE_SCREEN -> {
                if (!all || fleet.walls.size() < 2) {
                    return false;
                }
                SimWall wall = fleet.walls.get(dice.nextInt(fleet.walls.size()));
                fleet.operator("retires " + wall.host, () -> {
                    fleet.controller().screens().retire(wall.screen().id());
                    return wall;
                }, fleet::retire);
            }
            case REGROUP_SCREEN, RESIZE_SCREEN -> {
                if (!all) {
                    return false;
                }
                edit(fleet.walls.get(dice.nextInt(fleet.walls.size())), fault == Fault.REGROUP_SCREEN);
            }
            default -> throw new IllegalStateException(fault + " is not what people do");
        }
        return true;
    }

    /** Moves a screen to another group, whose rate it takes, or gives it another size. */
    private void edit(SimWall wall, boolean move) {
        Screen screen = wall.screen();
        GroupId group = move ? anyGroup() : screen.group();
        int rate = fleet.walls.stream().filter(other -> other.screen().group().equals(group)).findFirst().orElseThrow().screen().frameRate();
        int[] side = move ? new int[] {screen.width(), screen.height()} : SIZES.get(dice.nextInt(SIZES.size()));
        fleet.operator((move ? "moves " + wall.host + " to " + group : "gives another size to " + wall.host), () -> {
            Screen now = fleet.controller().screens().byId(screen.id());
            var edit = new Screens.Edit(now.name(), group, side[0], side[1], rate, null);
            return unlessFrozen(() -> fleet.controller().screens().update(now.id(), now.revision(), edit)).screen();
        }, wall::became);
    }

    private <T> T unlessFrozen(Supplier<T> edit) {
        try {
            return edit.get();
        } catch (FrozenEdit e) {
            fleet.world.marks().hit("edit.frozen");
            throw e;
        }
    }

    private GroupId anyGroup() {
        List<GroupId> groups = fleet.groups();
        return groups.get(dice.nextInt(groups.size()));
    }

    /** Adds, removes, moves, or changes a length: some of each. */
    void changeLoop(GroupId group, boolean applyNow) {
        long roll = dice.nextLong(1_000_000);
        fleet.operator((applyNow ? "applies now an edit of the loop of " : "edits the loop of ") + group, () -> {
            var list = fleet.loopOf(group);
            var drafts = new ArrayList<Playlists.Draft>();
            list.items().forEach(item -> drafts.add(new Playlists.Draft(item)));
            List<Media> media = fleet.controller().mediaStore().all();
            if (!drafts.isEmpty() && roll % 3 == 0) {
                drafts.remove((int) (roll / 3 % drafts.size()));
            }
            if (!media.isEmpty() && (drafts.size() < 3 || roll % 3 != 0)) {
                Media added = media.get((int) (roll / 7 % media.size()));
                Duration length = roll % 2 == 0 ? null : Duration.ofMillis(1_000 + roll % 9_000);
                var medium = new Content.Medium(added.id(), length, roll % 5 == 0 ? Fit.COVER : Fit.CONTAIN);
                drafts.add((int) (roll / 11 % (drafts.size() + 1)), new Playlists.Draft(null, medium, terms(roll, fleet.controller().clock().now())));
            }
            var saved = fleet.controller().playlists().save(list.id(), list.revision(), list.name(), drafts);
            saved.items().forEach(item -> fleet.validities.put(item.id(), item.terms().validity()));
            if (applyNow) {
                fleet.controller().planner().applyNow(list.id());
            }
            return saved;
        });
    }

    /** One of four items soon ends, half of these begin soon; one of five is in every other turn only. */
    private static Terms terms(long roll, long now) {
        Instant from = roll % 8 == 0 ? Instants.instant(now + roll / 13 % 20 * 1_000_000_000L) : null;
        Instant until = roll % 4 == 0 ? Instants.instant(now + (20 + roll / 17 % 60) * 1_000_000_000L) : null;
        return new Terms(List.of(), new Validity(from, until), roll % 5 == 0 ? 2 : 1);
    }

    /** A one-off window soon, with a playlist of its own. */
    private void window(GroupId group) {
        long roll = dice.nextLong(1_000_000);
        if (roll % 5 == 2) {
            recurring(group, "Rule " + roll, new RuleDice(fleet.world.dice("rule " + ++rules)));
            return;
        }
        fleet.operator("opens a window", () -> {
            var controller = fleet.controller();
            List<Media> media = controller.mediaStore().all();
            if (media.isEmpty()) {
                return null;
            }
            var list = controller.playlists().create("Window " + roll);
            controller.playlists().save(list.id(), list.revision(), list.name(),
                    List.of(new Playlists.Draft(null, media.get((int) (roll % media.size())).id(), Duration.ofMillis(2_000 + roll % 5_000), Fit.CONTAIN)));
            long from = controller.clock().now() + (5 + roll % 40) * 1_000_000_000L;
            // One of three begins on the second: so soon only by whoever may cut, and then nobody else touches it.
            boolean fixed = roll % 3 == 0;
            var when = new When.Once(Instants.instant(from), Instants.instant(from + (3 + roll % 30) * 1_000_000_000L));
            return controller.rules().create(new Rules.Draft("Window " + roll, Targets.of(group), list.id(), fixed ? RuleClass.FIXED : RuleClass.NORMAL,
                    (int) (roll % 3), when), new Rules.By("operator", fixed ? Pace.APPLY_NOW : Pace.ORDINARY));
        });
    }

    /** A screen is to be dark once, soon, for so long; or no longer. */
    void quiet(SimWall wall, Duration length) {
        long roll = dice.nextLong(1_000_000);
        fleet.operator("changes the quiet hours of " + wall.host, () -> {
            var controller = fleet.controller();
            Screen screen = controller.screens().byId(wall.screen().id());
            var start = LocalDateTime.ofInstant(Instants.instant(controller.clock().now()), screen.zone()).plusSeconds(2 + roll % 30).truncatedTo(ChronoUnit.SECONDS);
            var night = new QuietTime("Night", new When.Recurring(start, length, null, List.of(), List.of(), null, null, List.of()));
            return controller.quietTimes().replace(screen.id(), controller.quietTimes().of(screen.id()).revision(), roll % 4 == 0 ? List.of() : List.of(night),
                    Pace.ORDINARY, "operator");
        });
    }

    /** A rule that comes again and again, perhaps with a calendar, and a playlist that nests another. */
    private void recurring(GroupId group, String name, RuleDice its) {
        ZoneId zone = fleet.walls.getFirst().screen().zone();
        fleet.operator("makes a rule", () -> {
            var controller = fleet.controller();
            List<Media> media = controller.mediaStore().all();
            if (media.isEmpty()) {
                return null;
            }
            Instant soon = Instants.instant(controller.clock().now()).plusSeconds(20);
            var calendars = its.oneIn(2) ? List.<CalendarId>of()
                    : List.of(controller.calendars().create(name, its.days(soon.atZone(zone).toLocalDate())).calendar().id());
            var inner = its.oneIn(2) ? null : controller.playlists().create(name + ", inner", its.items(media, null, soon)).id();
            var list = controller.playlists().create(name, its.items(media, inner, soon));
            var made = controller.rules().create(new Rules.Draft(name, Targets.of(group), list.id(), its.anyOf(List.of(RuleClass.values())), 1,
                    its.when(zone, soon, calendars)));
            fleet.world.marks().hit(made.when() instanceof When.Recurring ? "rule.recurring" : "rule.once");
            if (!calendars.isEmpty()) {
                fleet.world.marks().hit("rule.calendar");
            }
            if (inner != null) {
                fleet.world.marks().hit("item.nested");
            }
            return made;
        });
    }

    private void deleteRule() {
        long roll = dice.nextLong(1_000_000);
        fleet.operator("deletes a window", () -> {
            List<Rule> rules = fleet.controller().ruleStore().all();
            if (!rules.isEmpty()) {
                Rule rule = rules.get((int) (roll % rules.size()));
                unlessFrozen(() -> fleet.controller().rules().delete(rule.id(), rule.revision(), new Rules.By("operator", Pace.ORDINARY)));
            }
            return rules.size();
        });
    }

    /** Somebody looks at the wall, again and again. */
    void look(SimWall wall, int times) {
        if (fleet.controllerUp() && times > 0) {
            var answer = fleet.controller().snapshots().snapshot(wall.screen().id(), 320);
            answer.whenComplete((picture, failure) -> fleet.world.marks().hit(failure == null ? "snapshot.taken" : "snapshot.failed"));
            fleet.world.after(Duration.ofMillis(900), () -> look(wall, times - 1));
        }
    }
}
