package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.Test;

/** What stands in the audit of a release that went. */
final class TrailTest {
    private static final Instant AT = Instant.parse("2026-12-01T12:00:00Z");

    private static Release armed(List<Outlet> outlets) {
        var content = new Content("Opening", List.of(), Map.of(), Targets.NOBODY, Duration.ofSeconds(30), List.of(), Policy.HOLD, "", "");
        var booking = new Booking(AT, AT.plusSeconds(30), null, null, new ReleaseId("release-1"), List.of());
        return new Release(new ReleaseId("release-1"), 2, 5, content, booking, new ReleaseState.Armed(), AT.minusSeconds(9), new Decision(Decision.Verdict.GO, AT.minusSeconds(2),
            List.of()), outlets, "operator", AT.minusSeconds(99));
    }

    private static Outlet wall(int number) {
        return Outlet.fresh(new OutletId.Wall(new ScreenId("screen-" + number)), "Wall " + number, Memo.EMPTY);
    }

    private static List<String> rows(Release before, Release after) {
        return Trail.audit(before, after, AT.plusSeconds(6)).stream().map(row -> row.what() + " " + row.target()).toList();
    }

    @Test
    void eachOutletHasARowWithThePlannedAndTheActualTimeAndTheSkewOnceTheyAreCertain() {
        Release before = armed(List.of(wall(1), wall(2)));
        Release heard = before.one(wall(1).id(), outlet -> outlet.confirmed(AT.plusMillis(90), new Evidence(null, "item", false)))
            .one(wall(2).id(), outlet -> outlet.failed(new Cause(Codes.WALL_OFFLINE, "It is offline."))).in(new ReleaseState.PartlyLive("1 of 2"), AT.plusSeconds(6));
        assertEquals(List.of("releaseWent release-1 partlyLive planned 2026-12-01T12:00:00Z: 1 of 2 outlets show it",
            "outletWent release-1 Wall 2: planned 2026-12-01T12:00:00Z, failed wallOffline"), rows(before, heard));
        Release proved = heard.one(wall(1).id(), outlet -> outlet.confirmed(AT.plusMillis(40), new Evidence(null, "item", true)));
        assertEquals(List.of("outletWent release-1 Wall 1: planned 2026-12-01T12:00:00Z, actual 2026-12-01T12:00:00.040Z, +40 ms"), rows(heard, proved));
        assertEquals(List.of(), rows(proved, proved));
    }

    @Test
    void whoIsLeftOutAtTheDecisionHasHisRowToo() {
        Release ready = armed(List.of(wall(1), wall(2), wall(3))).with((Decision) null).one(wall(3).id(), outlet -> outlet.failed(new Cause(Codes.CHANNEL_GONE, "It is gone.")));
        Release decided = ready.with(armed(List.of()).decision()).one(wall(2).id(), outlet -> outlet.failed(new Cause(Codes.WALL_FETCHING, "10 %.")));
        assertEquals(List.of("decideRelease release-1 go ", "outletWent release-1 Wall 2: planned 2026-12-01T12:00:00Z, failed wallFetching",
            "outletWent release-1 Wall 3: planned 2026-12-01T12:00:00Z, failed channelGone"), rows(ready, decided));
    }
}
