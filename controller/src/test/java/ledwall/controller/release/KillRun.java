package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ledwall.controller.release.FakeSite.Mishap;
import ledwall.protocol.id.ChannelId;
import ledwall.sim.Marks;

/**
 * One release of everything, whose controller is killed at random points, now and then while sites and walls fail and people change their minds. Whatever happens,
 * nothing is published twice, nothing that was decided is lost, nothing is shown or called without a stored go, and the board is right soon after each restart.
 */
final class KillRun implements AutoCloseable {
    private static final Duration BOARD_RIGHT = Duration.ofSeconds(10);
    private static final List<Mishap> HARMLESS = List.of(Mishap.ANSWER_LOST, Mishap.NOT_SENT, Mishap.STALLS, Mishap.RATE_LIMITED);
    private static final List<Mishap> ALL = List.of(Mishap.values());

    final EngineRig rig;
    private final RandomGenerator dice;
    private Release release;
    private Instant at;
    private int kills;

    KillRun(long seed) {
        rig = new EngineRig(seed);
        dice = rig.world.dice("kills");
        add("feed", Duration.ofMillis(30));
        add("wechat", Duration.ofMillis(800)).slowToShow = true;
        add("partner", Duration.ofMillis(300));
        add("slow", Duration.ofMillis(1_500));
    }

    private FakeSite add(String name, Duration median) {
        FakeSite site = rig.site(name, median);
        site.mishaps = switch (dice.nextInt(4)) {
            case 0, 1 -> List.of();
            case 2 -> HARMLESS;
            default -> ALL;
        };
        return site;
    }

    Marks marks() {
        return rig.world.marks();
    }

    void run() {
        rig.world.run(Duration.ofSeconds(4));
        Policy policy = Policy.values()[dice.nextInt(Policy.values().length)];
        if (dice.nextInt(8) == 0) {
            rig.sites.all.get("partner").refusesDrafts = true;
        }
        if (dice.nextInt(8) == 0) {
            rig.walls.getFirst().percent = 60;
        }
        release = rig.scheduled(policy, Duration.ofSeconds(20 + dice.nextInt(20)));
        at = release.booked().at();
        for (int i = 0; i < 1 + dice.nextInt(3); i++) {
            rig.world.after(Duration.between(rig.timeline(), killAt()), this::kill);
        }
        changeOfMind();
        if (dice.nextInt(3) == 0) {
            rig.world.after(Duration.between(rig.timeline(), killAt()), this::losesItsDatabase);
        }
        rig.runUntil(at.plus(Duration.ofSeconds(12)));
        rig.sites.all.values().forEach(site -> site.mishaps = List.of());
        rig.runUntil(release.booked().until().minus(Duration.ofSeconds(1)));
        if (!rig.up()) {
            rig.restart();
        }
        boardIsRight();
        rig.world.run(Duration.ofSeconds(12));
        inTheEnd();
        rig.mark(release.id());
    }

    /** Most of them where something is just going on. */
    private Instant killAt() {
        Instant decide = at.minus(Duration.ofMillis(2_750));
        long millis = switch (dice.nextInt(6)) {
            case 0 -> -dice.nextInt(15_000);
            case 1 -> -200 + dice.nextInt(600);
            case 2, 3 -> dice.nextInt(2_800);
            case 4 -> 1_400 + dice.nextInt(1_600);
            default -> dice.nextInt(15_000);
        };
        return decide.plusMillis(millis);
    }

    private void kill() {
        if (!rig.up()) {
            return;
        }
        kills++;
        rig.kill();
        int mine = kills;
        rig.world.after(Duration.ofMillis(dice.nextInt(10) == 0 ? 5_000 + dice.nextInt(20_000) : 100 + dice.nextInt(2_500)), () -> {
            if (!rig.up()) {
                rig.restart();
                rig.world.after(BOARD_RIGHT, () -> {
                    if (kills == mine && rig.up()) {
                        boardIsRight();
                    }
                });
            }
        });
    }

    /** A full disk, or one that hangs: nothing is read or written for a while. */
    private void losesItsDatabase() {
        rig.databaseDown = true;
        marks().hit("database.down");
        rig.world.after(Duration.ofMillis(100 + dice.nextInt(8_000)), () -> rig.databaseDown = false);
    }

    private void changeOfMind() {
        switch (dice.nextInt(10)) {
            case 0 -> later(at.minusSeconds(dice.nextInt(15)), "cancels", () -> rig.releases.cancel(release.id(), "", "operator"));
            case 1 -> later(at.minusSeconds(dice.nextInt(15)), "holds", () -> rig.releases.hold(release.id(), "", "operator"));
            case 2, 3 -> later(at.plusMillis(-2_000 + dice.nextInt(15_000)), "withdraws", () -> rig.releases.withdraw(release.id(), "wrong", "operator"));
            default -> { }
        }
    }

    private void later(Instant when, String what, Supplier<Release> deed) {
        rig.world.after(Duration.between(rig.timeline(), when), () -> {
            if (rig.up()) {
                rig.people(what, deed, done -> { }, refused -> rig.world.marks().hit("refused." + refused.code()));
            }
        });
    }

    /** Confirmed is what is seen, and what has been seen for long is confirmed. */
    private void boardIsRight() {
        Release stored = rig.stored(release.id());
        for (Outlet outlet : stored.outlets()) {
            if (stored.booking() == null || stored.isWithdrawn()) {
                continue;
            }
            Instant seen = seen(stored, outlet);
            boolean confirmed = outlet.state() == OutletState.CONFIRMED;
            require(!confirmed || seen != null, outlet.name() + " is confirmed, and nobody sees it");
            boolean longSeen = seen != null && seen.plus(BOARD_RIGHT).isBefore(rig.timeline());
            require(confirmed || !longSeen, outlet.name() + " is " + outlet.state() + " (" + outlet.cause() + "), and has been seen since " + seen);
        }
    }

    private Instant seen(Release stored, Outlet outlet) {
        return switch (outlet.id()) {
            case OutletId.Online(ChannelId channel) -> rig.sites.all.get(channel.value()).since(EngineRig.key(stored, channel));
            case OutletId.Wall(var screen) -> rig.walls.stream().filter(wall -> wall.id.equals(screen)).findFirst().orElseThrow().shown
                .getOrDefault(stored.ref(), new ArrayList<>()).stream().findFirst().orElse(null);
        };
    }

    private void inTheEnd() {
        Release stored = rig.stored(release.id());
        boolean out = stored.goes() && !stored.isWithdrawn();
        for (FakeSite site : rig.sites.all.values()) {
            Outlet outlet = stored.outlet(new OutletId.Online(new ChannelId(site.name))).orElseThrow();
            String key = EngineRig.key(stored.goes() ? stored : release, new ChannelId(site.name));
            boolean never = site.isBanned(key) || outlet.cause() != null && outlet.cause().code().equals(Codes.CHANNEL_NOT_CALLED) || site.refusesDrafts;
            require(site.visible() == (out && !never ? 1 : 0), site.name + " shows " + site.visible() + " publications of " + stored.state() + ", " + outlet);
            require(!out || never || outlet.state() == OutletState.CONFIRMED, site.name + " is seen, and on the board " + outlet);
            require(!stored.isWithdrawn() || outlet.state() == OutletState.WITHDRAWN, site.name + " is withdrawn, and on the board " + outlet);
        }
        for (FakeSite site : rig.sites.all.values()) {
            // A draft that was never published is the named one of a release that may still go.
            var id = new ChannelId(site.name);
            boolean keeps = stored.state() instanceof ReleaseState.Draft && stored.outlet(new OutletId.Online(id)).filter(kept -> kept.withdrawal() == null).isPresent();
            site.left().forEach((key, visible) -> require(visible > 0 || out || (keeps && key.equals(EngineRig.key(stored, id))),
                site.name + " has a draft left, " + key + ", of " + stored.state()));
        }
        for (FakeWall wall : rig.walls) {
            boolean shown = !wall.shown.isEmpty();
            require(!shown || stored.goes() || !release.content().policy().needsToken(), wall.name + " showed what never went: " + wall.shown);
            require(wall.onAir == null, wall.name + " shows what is over");
            boolean byNow = stored.goes() && !stored.isWithdrawn() && wall.percent == 100;
            require(!byNow || shown, wall.name + " never showed what went");
            Outlet outlet = stored.outlet(new OutletId.Wall(wall.id)).orElse(null);
            require(!byNow || outlet != null && outlet.state() == OutletState.CONFIRMED && outlet.evidence().exact(), wall.name + " showed it, and on the board " + outlet);
        }
        require(stored.state().code() != ReleaseState.Code.ARMED && !stored.isUndecided(), "it is still " + stored.state());
    }

    private void require(boolean held, String otherwise) {
        if (!held) {
            throw new AssertionError("seed " + rig.world.seed() + ", instant " + at + ", now " + rig.timeline() + ": " + otherwise + "\nhistory:\n  "
                + String.join("\n  ", rig.history(release.id()).stream().map(HistoryEntry::toString).toList()));
        }
    }

    @Override
    public void close() {
        rig.close();
    }
}
