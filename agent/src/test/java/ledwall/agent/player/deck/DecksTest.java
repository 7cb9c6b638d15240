package ledwall.agent.player.deck;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Duration;
import java.util.*;
import java.util.function.LongConsumer;
import ledwall.agent.player.*;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.*;

class DecksTest {
    static final long S = 1_000_000_000L;
    final SimWorld world = new SimWorld(1);
    final Node node = world.node("n");
    final List<String> log = new ArrayList<>();
    static PlayList list(String id) { return new PlayList(id, List.of(new PlayList.Entry("/x", 1000, 25))); }

    final class Stub implements Deck {
        final char n; Player.Events ev; @Nullable String parking; int ended; Player.@Nullable Adopted left; boolean alive;
        final List<String> cues = new ArrayList<>();
        Stub(char n) { this.n = n; }
        void say(String w) { log.add(n + " " + w); }
        public void adopt(Player.Events e) { ev = e; say("adopt"); }
        public void open(Player.Events e) { ev = e; alive = true; say("open"); }
        public long pid() { return n; }
        public void cue(PlayList l, long p, long at) { cues.add(l.id()); say("cue " + l.id() + (at == NEVER ? " stand" : " run")); }
        public void recue(long p, long at) { say("recue"); }
        public void hold() { say("hold"); }
        public void parked() { parking = "parked"; say("parked"); }
        public void seen() { parking = "seen"; say("seen"); }
        public void speed(double f) {}
        public void black() { say("black"); }
        public void darken() { say("darken"); }
        public void close(boolean end) { if (end) { ended++; say("END"); } }
        public Duration lead() { return Duration.ofMillis(150); }
        public Duration headStart() { return Duration.ZERO; }
    }
    final class StubStage implements Stage {
        long pid; @Nullable Outcome out; int cancels; @Nullable LongConsumer ask; List<Long> shows = new ArrayList<>();
        public void show(long p, long at, Outcome o) { pid = p; out = o; shows.add(p); log.add("stage show " + (char) p); }
        public void cancel() { out = null; cancels++; log.add("stage cancel"); }
        public void ask(List<Long> pids, LongConsumer seen) { ask = seen; log.add("stage ask"); }
        public String parked() { return ""; }
    }
    final class Up implements Player.Events {
        public void opened(Player.@Nullable Adopted a) { log.add("=> opened " + a); }
        public void cued(String id, long at, long r) { log.add("=> cued " + id); }
        public void refused(String id, String r) { log.add("=> refused " + id); }
        public void position(String id, long p, long at) {}
        public void failed(String id, String r) { log.add("=> failed " + id); }
        public void stumbled(String id) {}
        public void ended(String id) { log.add("=> ended " + id); }
        public void dropped(long f) {}
        public void lost(String r) { log.add("=> lost"); }
    }
    final Stub a = new Stub('a'), b = new Stub('b'), c = new Stub('c');
    final StubStage stage = new StubStage();
    final Decks decks = new Decks(node.clock(), node.loop(), stage, List.of(a, b, c), Duration.ZERO);
    long now() { return node.clock().nanos(); }
    void run(long ms) { world.run(Duration.ofMillis(ms)); }

    /** a on the glass with "one", b stands by. */
    void playing() {
        decks.open(new Up());
        a.ev.lost("none"); b.ev.lost("none"); c.ev.lost("none");
        a.ev.opened(null); run(1);
        decks.cue(list("one"), 0, now() + S / 10);
        a.ev.cued("one", now(), now() + S / 10);
        var o = stage.out; stage.out = null; o.shown(now());
        run(1500);
        assertTrue(log.contains("b open"), log.toString());
        b.ev.opened(null); run(10);
        assertTrue(log.contains("b cue one stand"), log.toString());
        b.ev.cued("one", now(), Deck.NEVER);
        log.clear();
    }

    @AfterEach void print(TestInfo i) { System.out.println(i.getDisplayName() + "\n   " + String.join("\n   ", log)); }

    @Test void listThatFailsBetweenItsPictureAndItsInstantIsNotMovedIn() {
        playing();
        decks.cue(list("two"), 0, now() + S / 10);
        b.ev.cued("two", now(), now() + S / 10);
        assertEquals('b', stage.pid); assertNotNull(stage.out);
        b.ev.failed("two", "broke off");
        assertNull(stage.out, "the entrance of the failed, black player still stands");
    }

    @Test void lateAnswerToWhoIsSeenDoesNotParkWhatIsComing() {
        playing();
        decks.cue(list("two"), 0, now() + S / 10);
        decks.darken();                       // a stop in the midst of a change: asks
        var ask = stage.ask;
        decks.cue(list("slate"), 0, now() + S / 10);     // the stop's slate
        if (ask != null) { ask.accept((long) (char) 97); }
        b.ev.cued("slate", now(), now() + S / 10);
        var o = stage.out; o.shown(now());
        assertEquals("seen", b.parking, "the one on the glass ends itself in 60 s");
    }

    @Test void oneThatDiesAsItIsMovedInLeavesTheOtherOneParked() {
        playing();
        decks.cue(list("two"), 0, now() + S / 10);
        b.ev.cued("two", now(), now() + S / 10);
        var o = stage.out; stage.out = null;  // the X thread has taken it: b in, a out
        b.ev.lost("died");                    // heard first
        o.shown(now());
        stage.shows.clear();
        a.ev.cued("two", now(), now());
        run(3000);
        assertTrue(stage.shows.contains((long) 'a') || log.contains("=> lost"), "a plays beside the output, believed to be seen");
    }

    @Test void oneThatNeverAnswersDoesNotCostTheHealthyPicture() {
        playing();
        decks.cue(list("two"), 0, now() + S / 10);
        run(3200);
        decks.drop();                         // as Output does: no answer to a cue for 3 s
        assertEquals(0, a.ended, "the healthy picture is ended");
        assertEquals(1, b.ended);
    }

    @Test void closedWhileAdoptingThePictureGoesOn() {
        decks.open(new Up());
        a.ev.opened(new Player.Adopted("one", 0, now()));
        b.ev.opened(new Player.Adopted(null, 0, now()));
        decks.close(false);                   // c (or the display) has not answered yet
        assertEquals(0, a.ended);
    }

    @Test void oneThatDiesWhileOthersAreLookedForIsNotCountedTwice() {
        decks.open(new Up());
        b.ev.opened(new Player.Adopted(null, 0, now()));
        c.ev.lost("none");
        b.ev.lost("died");
        a.ev.opened(new Player.Adopted("one", 0, now()));
        run(5);
        if (stage.ask != null) { stage.ask.accept('a'); }
        assertNotEquals("parked", a.parking);
        assertTrue(log.stream().anyMatch(l -> l.startsWith("=> opened Adopted")), log.toString());
    }

    @Test void displayThatCannotBeAskedParksNobody() {
        playing();
        decks.cue(list("two"), 0, now() + S / 10);
        decks.black();
        if (stage.ask != null) { stage.ask.accept(0); }
        assertNotEquals("parked", a.parking);
    }
}
