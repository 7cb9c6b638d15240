package ledwall.agent.playout;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import ledwall.agent.Truth;
import ledwall.agent.timesync.ClockSync;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PC that comes up with a wrong wall clock, and no controller to tell the time: what it says of before must not look exact. */
class UnknownTimeSimTest {
    @Test
    void aClockOfBeforeTheEpochShowsTheSlateInOneList() {
        var wall = Wall.playing(22);
        wall.stepClock(Duration.ofHours(-2));
        wall.run(Duration.ofSeconds(5));
        long settled = wall.world.nowNanos();
        wall.run(Duration.ofMinutes(1));
        var shown = wall.truth().runs(settled, wall.world.nowNanos());
        assertEquals(Set.of(Samples.path(Samples.SLATE.hash())), shown.stream().map(Truth.Run::path).collect(toSet()));
        assertEquals(1, shown.stream().map(Truth.Run::listId).distinct().count(), "lists in a minute");
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 2})
    void endsThatNobodySawAreKnownNoBetterThanTheClock(long hours) {
        var wall = new Wall(21);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofSeconds(30));
        long before = wall.records().getLast().sequence();
        wall.clockErrorNanos = Duration.ofHours(hours).toNanos();
        wall.boundNanos = ClockSync.UNKNOWN_BOUND_NANOS;
        wall.reboot();
        wall.run(Duration.ofSeconds(3));
        List<AsRunRecord> ends = wall.records().stream().filter(record -> record.kind() == Kind.END && record.sequence() > before).toList();
        assertTrue(ends.stream().anyMatch(end -> end.intent() <= before), "what was on the glass is over: " + ends);
        assertEquals(List.of(), ends.stream().filter(end -> end.boundNanos() < ClockSync.UNKNOWN_BOUND_NANOS).toList());
    }
}
