package ledwall.controller.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.access.AuditStore;
import ledwall.controller.emergency.StopResult.Why;
import ledwall.controller.health.Board;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.health.StopOrigin;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Enrolments.Enrolled;
import ledwall.controller.session.ControllerRig;
import ledwall.controller.session.SimPeer;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlStopStore;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.StopState;
import ledwall.protocol.message.Welcome;
import org.junit.jupiter.api.Test;

/** What a controller keeps and says about stopped walls, with agents led by hand. */
final class StopsTest {
    private final ControllerRig rig = new ControllerRig();
    private final Stops stops = rig.controller.stops();

    private StopOrder newest(SimPeer peer) {
        return peer.all(StopOrder.class).getLast();
    }

    private SimPeer online(Enrolled screen) {
        SimPeer peer = rig.welcome(screen);
        rig.until(() -> !peer.all(StopOrder.class).isEmpty());
        return peer;
    }

    /** Answers as an agent that obeys the newest order. */
    private void obey(SimPeer peer) {
        StopOrder order = newest(peer);
        peer.send(new StopState(order.revision(), order.stopped(), order.picture(), order.wallStops(), true, 0, ""));
    }

    private StopResult done(CompletableFuture<StopResult> future) {
        rig.until(future::isDone);
        return future.join();
    }

    private ScreenStatus status(Enrolled screen) {
        return rig.controller.board().screen(screen.screen().id()).orElseThrow();
    }

    private boolean hasProblem(Enrolled screen, String code) {
        return status(screen).problems().stream().anyMatch(problem -> problem.code().equals(code));
    }

    @Test
    void stopIsSaidRightAfterTheWelcome() {
        var peer = online(rig.screen("North"));
        int welcome = peer.heard.indexOf(peer.all(Welcome.class).getFirst());
        assertEquals(new StopOrder(0, false, StopPicture.BLACK, 0), peer.heard.get(welcome + 1));
    }

    @Test
    void everyConnectedScreenHearsOfAStopAndTheAnswerNamesWhoObeys() {
        var north = rig.screen("North");
        var south = rig.screen("South");
        var away = rig.screen("West");
        var one = online(north);
        var two = online(south);
        var answer = stops.stop(null, StopPicture.BLACK, "ann", "wrong picture");
        rig.until(() -> newest(one).stopped() && newest(two).stopped());
        obey(one);
        obey(two);
        StopResult result = done(answer);
        assertEquals(List.of("North", "South"), result.reached().stream().map(StopResult.Reached::name).sorted().toList());
        assertEquals(List.of(new StopResult.Unreached(away.screen().id(), "West", Why.OFFLINE)), result.unreached());
        assertTrue(result.stored());
        rig.run(Duration.ofSeconds(1));
        assertTrue(status(north).stop() != null && status(north).stop().confirmed());
        assertFalse(status(away).stop().confirmed());
    }

    @Test
    void silentScreenIsNamedWithinThreeSecondsAndBecomesAProblem() {
        var north = rig.screen("North");
        online(north);
        long before = rig.world.nowNanos();
        StopResult result = done(stops.stop(null, StopPicture.BLACK, "ann", ""));
        assertTrue(rig.world.nowNanos() - before < 3_000_000_000L);
        assertEquals(Why.NO_ANSWER, result.unreached().getFirst().why());
        rig.until(() -> hasProblem(north, Board.STOP_NOT_CONFIRMED));
    }

    @Test
    void screenWhoseDiskRefusesIsSaidToBeDarkButNotKept() {
        var north = rig.screen("North");
        var peer = online(north);
        var answer = stops.stop(null, StopPicture.BLACK, "ann", "");
        rig.until(() -> newest(peer).stopped());
        peer.send(new StopState(newest(peer).revision(), true, StopPicture.BLACK, 0, false, 0, ""));
        assertEquals(Why.NOT_KEPT, done(answer).unreached().getFirst().why());
    }

    @Test
    void screenThatComesLaterIsStoppedAtItsWelcome() {
        var north = rig.screen("North");
        rig.run(Duration.ofMillis(100));
        done(stops.stop(List.of(north.screen().id()), StopPicture.SLATE, "ann", ""));
        var peer = online(north);
        assertTrue(newest(peer).stopped());
        assertEquals(StopPicture.SLATE, newest(peer).picture());
    }

    @Test
    void screenAddedWhileAllAreStoppedIsStoppedTooUntilAllAreResumed() {
        var north = rig.screen("North");
        done(stops.stop(null, StopPicture.BLACK, "ann", "exercise"));
        var west = rig.screen("West");
        var peer = online(west);
        assertTrue(newest(peer).stopped());
        done(stops.resume(List.of(north.screen().id()), "ann", "over here"));
        var south = rig.screen("South");
        assertTrue(newest(online(south)).stopped(), "one resumed screen does not end a stop of all");
        done(stops.resume(null, "ann", "over"));
        assertFalse(newest(online(rig.screen("East"))).stopped());
    }

    @Test
    void stopOfAllEndsForNewcomersWithTheLastScreenThatIsResumed() {
        var north = rig.screen("North");
        done(stops.stop(null, StopPicture.BLACK, "ann", ""));
        done(stops.resume(List.of(north.screen().id()), "ann", "over"));
        assertFalse(newest(online(rig.screen("West"))).stopped());
    }

    @Test
    void stopOfChosenScreensLeavesOthersAlone() {
        var one = online(rig.screen("North"));
        var south = rig.screen("South");
        var two = online(south);
        stops.stop(List.of(south.screen().id()), StopPicture.BLACK, "ann", "");
        rig.until(() -> newest(two).stopped());
        rig.run(Duration.ofSeconds(1));
        assertFalse(newest(one).stopped());
    }

    @Test
    void unknownScreenIsRefusedAndNothingIsStopped() {
        var peer = online(rig.screen("North"));
        var answer = stops.stop(List.of(new ScreenId("screen-none")), StopPicture.BLACK, "ann", "");
        rig.until(answer::isDone);
        var failure = assertThrows(CompletionException.class, answer::join);
        assertEquals("screenUnknown", assertInstanceOf(Refusal.class, failure.getCause()).code());
        assertFalse(newest(peer).stopped());
    }

    @Test
    void blackStaysBlackWhenSomebodyAsksForTheSlate() {
        var peer = online(rig.screen("North"));
        stops.stop(null, StopPicture.BLACK, "ann", "");
        rig.until(() -> newest(peer).stopped());
        long first = newest(peer).revision();
        stops.stop(null, StopPicture.SLATE, "bob", "");
        rig.until(() -> newest(peer).revision() > first);
        assertEquals(StopPicture.BLACK, newest(peer).picture());
    }

    @Test
    void stopMadeAtTheWallBecomesTheControllersOwnAndStaysUntilItIsResumed() {
        var north = rig.screen("North");
        var peer = online(north);
        obey(peer);
        peer.send(new StopState(0, true, StopPicture.BLACK, 1, true, 0, "smoke"));
        rig.until(() -> newest(peer).stopped());
        assertEquals(1, newest(peer).wallStops());
        obey(peer);
        rig.run(Duration.ofSeconds(1));
        var stop = status(north).stop();
        assertNotNull(stop);
        assertEquals(StopOrigin.WALL, stop.origin());
        assertEquals("smoke", stop.reason());
        assertTrue(stop.confirmed());
        var answer = stops.resume(null, "ann", "checked");
        rig.until(() -> !newest(peer).stopped());
        assertEquals(1, newest(peer).wallStops());
        obey(peer);
        assertEquals(1, done(answer).reached().size());
        rig.run(Duration.ofSeconds(1));
        assertNull(status(north).stop());
    }

    @Test
    void stopMadeAtTheWallStandsInTheAuditOnceHoweverOftenItIsSaid() {
        var north = rig.screen("North");
        var said = new StopState(0, true, StopPicture.BLACK, 1, true, 0, "smoke");
        var peer = online(north);
        peer.send(said);
        rig.run(Duration.ofSeconds(3));
        peer.send(said);
        rig.run(Duration.ofSeconds(3));
        var again = online(north);
        again.send(said);
        rig.run(Duration.ofSeconds(3));
        for (int more = 2; more < 50; more++) {
            again.send(new StopState(0, true, StopPicture.BLACK, more, true, 0, "more smoke"));
            rig.run(Duration.ofMillis(200));
        }
        var rows = new SqlAuditStore(rig.database).page(Long.MAX_VALUE, 10).stream().map(AuditStore.Row::entry).toList();
        assertEquals(1, rows.size(), rows::toString);
        AuditEntry row = rows.getFirst();
        assertEquals(List.of("wall", "stopScreens", north.screen().id() + ", black: smoke", "done"),
                List.of(row.who(), row.what(), row.target(), row.result()));
    }

    @Test
    void resumeThatMeetsANewStopAtTheWallSaysSo() {
        var peer = online(rig.screen("North"));
        stops.stop(null, StopPicture.BLACK, "ann", "");
        rig.until(() -> newest(peer).stopped());
        obey(peer);
        rig.run(Duration.ofSeconds(1));
        var answer = stops.resume(null, "ann", "over");
        rig.until(() -> !newest(peer).stopped());
        peer.send(new StopState(newest(peer).revision() - 1, true, StopPicture.BLACK, 1, true, 0, "not yet"));
        assertEquals(Why.STOPPED_AGAIN, done(answer).unreached().getFirst().why());
        rig.until(() -> newest(peer).stopped());
    }

    @Test
    void agentThatKnowsOfALaterStopIsBelieved() {
        var north = rig.screen("North");
        var peer = online(north);
        peer.send(new StopState(40, true, StopPicture.BLACK, 0, true, 0, ""));
        rig.until(() -> newest(peer).stopped());
        assertTrue(newest(peer).revision() > 40);
        rig.run(Duration.ofSeconds(1));
        assertNotNull(status(north).stop());
    }

    @Test
    void agentThatKnowsOfALaterResumeIsStoppedAgain() {
        var peer = online(rig.screen("North"));
        stops.stop(null, StopPicture.BLACK, "ann", "");
        rig.until(() -> newest(peer).stopped());
        peer.send(new StopState(40, false, StopPicture.BLACK, 0, true, 0, ""));
        rig.until(() -> newest(peer).revision() > 40);
        assertTrue(newest(peer).stopped());
    }

    @Test
    void newestWordsAreStoredAndAnOlderOneNeverReplacesThem() {
        var north = rig.screen("North");
        var peer = online(north);
        stops.stop(null, StopPicture.BLACK, "ann", "why");
        rig.until(() -> newest(peer).stopped());
        obey(peer);
        rig.run(Duration.ofSeconds(1));
        var store = new SqlStopStore(rig.database);
        StopRecord stored = store.all().screens().get(north.screen().id());
        assertNotNull(stored);
        assertTrue(stored.stopped() && stored.confirmed());
        assertEquals("ann", stored.by());
        var older = new TreeMap<ScreenId, StopRecord>();
        older.put(north.screen().id(), stored.resume(0, Instant.EPOCH, "bob", "late"));
        store.save(new StopStore.Book(older, null), List.of());
        assertEquals(stored, store.all().screens().get(north.screen().id()));
    }

    @Test
    void stopIsSentAlthoughTheDatabaseRefusesAndAResumeIsNot() {
        var peer = online(rig.screen("North"));
        rig.database.change("refuse", handle -> handle.execute("ALTER TABLE stop RENAME TO away"));
        var answer = stops.stop(null, StopPicture.BLACK, "ann", "");
        rig.until(() -> newest(peer).stopped());
        obey(peer);
        assertFalse(done(answer).stored());
        var resume = stops.resume(null, "ann", "over");
        rig.until(resume::isDone);
        var failure = assertThrows(CompletionException.class, resume::join);
        assertEquals("resumeNotStored", assertInstanceOf(Refusal.class, failure.getCause()).code());
        assertTrue(newest(peer).stopped());
        rig.database.change("mend", handle -> handle.execute("ALTER TABLE away RENAME TO stop"));
        rig.until(() -> !new SqlStopStore(rig.database).all().screens().isEmpty());
    }
}
