package ledwall.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import ledwall.controller.calendar.When;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.screen.Screens;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.Marks;
import ledwall.sim.SimWorld;

/**
 * One seed of the proof that preview, timelines and glass are one: walls in several zones around an instant at which something happens to the calendar, rules
 * and lists of all kinds, and people who edit them. Whatever the preview says after an edit has come on air must be on the glass until the next one, with the
 * controller or without it, agents coming and going; and what it says at the end of all that was, as well.
 */
final class ProgrammeRun implements AutoCloseable {
    static final List<String> ZONES = List.of("Asia/Shanghai", "Asia/Kathmandu", "Europe/London", "America/New_York", "Australia/Lord_Howe",
            "Africa/Casablanca", "America/St_Johns", "Pacific/Apia", "America/Santiago", "Pacific/Kiritimati");
    /** What a seed's eve is, by turns; of one kind it is the midnight by which horizons are counted. */
    private static final int KINDS = 6;
    private static final int HORIZON = 0;
    private static final Duration PREVIEW = Duration.ofMinutes(40);
    private static final Duration CONVERGENCE = Duration.ofSeconds(90);
    /** A wall that comes back hears of nothing new, looks at its disk, and is where it should be. */
    private static final long BACK_NANOS = 8_000_000_000L;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    final long seed;
    final Instant eve;
    private final SimWorld world;
    private final RandomGenerator dice;
    private final List<List<Screens.Draft>> groups = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private SimFleet fleet;
    private ProgrammeMarks marks;
    private Bounds bounds;
    private int edits;
    private ProgrammePeople people;

    ProgrammeRun(long seed) {
        this.seed = seed;
        this.dice = new SimWorld(seed).dice("eve");
        ZoneId first = ZoneId.of(ZONES.get(dice.nextInt(ZONES.size())));
        this.eve = eve(first);
        // The first thing that happens after the edits is that the horizon moves on.
        this.world = new SimWorld(seed, eve.minusSeconds(seed % KINDS == HORIZON ? 150 : dice.nextInt(240, 480)));
        int rate = List.of(25, 25, 30, 50, 60).get(dice.nextInt(5));
        for (int group = 0; group <= dice.nextInt(2); group++) {
            var screens = new ArrayList<Screens.Draft>();
            for (int i = 0; i <= dice.nextInt(1, 3); i++) {
                String zone = i == 0 ? first.getId() : ZONES.get(dice.nextInt(ZONES.size()));
                screens.add(new Screens.Draft("Wall " + (group + 1) + (char) ('a' + i), 640, 360, rate, zone, null));
            }
            groups.add(screens);
        }
    }

    /** An instant at which calendars are put to the test in a zone; now and then any other. */
    private Instant eve(ZoneId zone) {
        Instant some = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(dice.nextInt(8 * 365 * 24) * 3_600L + dice.nextInt(60) * 60L);
        int year = some.atZone(ZoneOffset.UTC).getYear();
        return switch ((int) (seed % KINDS)) {
            case HORIZON -> midnight(LocalDate.ofInstant(some, ZoneOffset.UTC), ZoneOffset.UTC);
            case 1, 2, 3 -> transition(zone, some, seed % KINDS == 1);
            case 4 -> midnight(dice.nextBoolean() ? LocalDate.of(year, 1, 1) : LocalDate.of(2028, 2, 28).plusDays(dice.nextInt(3)), zone);
            default -> some;
        };
    }

    /** When its clocks change; where they never do, a midnight. */
    private static Instant transition(ZoneId zone, Instant after, boolean gap) {
        var next = zone.getRules().nextTransition(after);
        if (next != null && gap && !next.isGap()) {
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return next == null ? midnight(LocalDate.ofInstant(after, zone), zone) : next.getInstant();
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    Marks marks() {
        return world.marks();
    }

    Duration virtualTime() {
        return Duration.ofNanos(world.nowNanos());
    }

    /** @throws AssertionError with the seed, and a line for each difference */
    void run() {
        try {
            live();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " about " + eve + " failed: " + e.getMessage() + "\nwhat people did:\n  " + String.join("\n  ", story), e);
        }
    }

    private void live() {
        fleet = new SimFleet(world, groups, 256 << 10, machine -> {});
        // Seldom, which is cheap, yet often enough for whoever steers the speed within 0.7 s.
        fleet.walls.forEach(wall -> wall.glass.eventEvery(wall.screen().frameRate() / 3));
        marks = new ProgrammeMarks(fleet);
        people = new ProgrammePeople(fleet, eve, seed % KINDS == HORIZON);
        bounds = new Bounds(fleet);
        for (int i = 0; i < 5; i++) {
            fleet.upload("clip " + i, FakeMediaTools.video("clip " + i, Duration.ofMillis(dice.nextInt(75, 300) * 40L)));
        }
        world.run(Duration.ofSeconds(2));
        edit("plans", people::plan);
        settle();
        world.run(Duration.ofSeconds(5));
        long begun = world.nowNanos();
        int phases = dice.nextInt(3, 6);
        for (int phase = 0; phase < phases; phase++) {
            phase();
            for (int i = dice.nextInt(1, 4); i > 0; i--) {
                edit("edits", people::anything);
            }
            settle();
        }
        history(begun);
    }

    /** Nobody edits: whatever the preview said is shown, and goes on being said. */
    private void phase() {
        Instant now = now();
        List<Promise> promises = fleet.walls.stream().map(wall -> Promise.of(fleet, wall, now, now.plus(PREVIEW))).toList();
        promises.forEach(promise -> marks.promised(promise, now.plus(PREVIEW)));
        fleet.walls.forEach(this::sentAsStored);
        long from = world.nowNanos();
        long version = newestVersion();
        // 0: the controller stays, 1: it dies and comes back, 2 and 3: it comes back when all has been compared.
        int fate = seed % KINDS == HORIZON ? 1 : dice.nextInt(4);
        world.run(Duration.ofSeconds(dice.nextInt(20, 60)));
        if (fate > 0) {
            note("the controller is killed");
            fleet.killController();
            world.run(Duration.ofSeconds(dice.nextInt(5, 60)));
        }
        if (dice.nextBoolean()) {
            SimWall wall = fleet.walls.get(dice.nextInt(fleet.walls.size()));
            note(wall.host + " is killed");
            wall.killAgent();
            world.run(Duration.ofMillis(dice.nextInt(200, 4_000)));
            wall.startAgain(false);
        }
        world.run(Duration.ofSeconds(dice.nextInt(30, 120)));
        if (seed % KINDS == HORIZON && world.trueTime().isBefore(eve)) {
            world.run(Duration.between(world.trueTime(), eve).plusSeconds(2));
        }
        if (fate == 1) {
            back();
            world.run(Duration.ofSeconds(dice.nextInt(40, 80)));
        }
        promises.forEach(promise -> compare(promise, from, world.nowNanos()));
        if (!fleet.controllerUp()) {
            world.marks().hit("programme.withoutController");
            back();
        }
        Instant later = now();
        for (Promise promise : promises) {
            Promise again = Promise.of(fleet, promise.wall, later, now.plus(PREVIEW));
            require(Promise.differences(promise, again, Instants.nanos(now.plus(PREVIEW))));
        }
        if (newestVersion() > version) {
            world.marks().hit("programme.renewed");
        }
    }

    private void back() {
        note("the controller is back");
        fleet.startController(false);
        inStep();
    }

    /** All that was, told at the end as it was planned then. */
    private void history(long begun) {
        world.run(Duration.ofSeconds(10));
        Instant from = Instants.instant(fleet.timelineAt(begun));
        for (SimWall wall : fleet.walls) {
            compare(Promise.of(fleet, wall, from, now()), begun, world.nowNanos());
        }
    }

    private void compare(Promise promise, long from, long until) {
        var excuses = new ArrayList<Promise.Excuse>();
        promise.wall.outages().forEach(outage -> excuses.add(new Promise.Excuse(outage.fromNanos(), outage.untilNanos() + BACK_NANOS)));
        require(promise.differences(from, until, fleet::timelineAt, at -> bounds.of(promise.wall, at), excuses));
        if (!promise.wall.outages().isEmpty()) {
            world.marks().hit("programme.agentRestarted");
        }
    }

    private static void require(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.size() + " differences\n  " + String.join("\n  ", differences.subList(0, Math.min(12, differences.size()))));
        }
    }

    /** What the control loop tells its agents is what the preview reads. */
    private void sentAsStored(SimWall wall) {
        var sent = fleet.controller().rollouts().programme(wall.screen().id());
        long now = Instants.nanos(now());
        var stored = fleet.controller().rolloutStore().programme(wall.screen().id(), now, now + PREVIEW.toNanos());
        for (long at = now; at < now + PREVIEW.toNanos(); at = stored.nextChange(at)) {
            if (!sent.due(at).equals(stored.due(at))) {
                throw new AssertionError(wall.host + ": at " + Instants.instant(at) + " sent is " + sent.due(at) + ", stored is " + stored.due(at));
            }
        }
        String held = fleet.controller().board().screen(wall.screen().id()).map(ScreenStatus::reported).map(each -> String.valueOf(each.timeline())).orElse("-");
        String newest = String.valueOf(sent.entries().getLast().timeline().version());
        if (!held.contains(newest)) {
            throw new AssertionError(wall.host + " holds " + held + ", sent was " + newest);
        }
    }

    private long newestVersion() {
        return fleet.groups().stream().mapToLong(group -> fleet.controller().rolloutStore().newestVersion(group, List.of())).max().orElse(0);
    }

    private Instant now() {
        return Instants.instant(fleet.controller().clock().now());
    }

    private void settle() {
        world.run(Duration.ofSeconds(1));
        inStep();
    }

    private void inStep() {
        long end = world.nowNanos() + CONVERGENCE.toNanos();
        while (!fleet.inStep()) {
            if (world.nowNanos() > end) {
                throw new AssertionError("not in step: " + fleet.controller().rollouts().statuses().values() + "\n  " + fleet.controller().board().screens().stream()
                        .filter(screen -> !screen.inSync()).map(String::valueOf).collect(Collectors.joining("\n  ")));
            }
            world.run(LOOK_EVERY);
        }
    }

    private void note(String line) {
        story.add(world.trueTime() + " " + line);
    }

    /** What people do, with dice of its own: what one edit draws changes nothing in another. */
    private interface Edit {
        Object by(RuleDice dice) throws Exception;
    }

    private void edit(String what, Edit task) {
        var its = new RuleDice(world.dice("edit " + edits++));
        fleet.operator(what, () -> task.by(its), done -> note(what + ": " + done));
        world.run(Duration.ofMillis(300));
    }

    @Override
    public void close() {
        if (fleet != null) {
            fleet.database.close();
        }
    }
}
