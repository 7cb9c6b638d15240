package ledwall.controller.storage;

import java.time.Instant;
import java.util.List;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.schedule.ReleaseMark;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;

/** Puts releases on walls and takes them off, as the release service does within its own transactions. */
public final class ReleaseHand {
    private final Database database;
    private final Changes changes;

    public ReleaseHand(Database database, Changes changes) {
        this.database = database;
        this.changes = changes;
    }

    public Rule put(ReleaseRef ref, boolean needsToken, Targets targets, Instant from, Instant until, List<PlaylistItem> items) {
        var rule = new Rule(new RuleId("rule-" + ref.release()), "Release " + ref.release(), targets, new PlaylistId("list-" + ref.release()), RuleClass.FIXED, 0,
                new When.Once(from, until), 1, new ReleaseMark(ref, needsToken));
        var saved = database.write("put a release on the walls", handle -> SqlReleaseWalls.put(handle, rule, items, stamp(from)));
        if (!(saved instanceof RuleStore.Saved.Done(Rule stored))) {
            throw new IllegalStateException(String.valueOf(saved));
        }
        changes.post(new Change(Change.Kind.RULE, rule.id().value()));
        return stored;
    }

    public void remove(ReleaseId release, Instant at) {
        database.write("take a release off the walls", handle -> SqlReleaseWalls.remove(handle, release, stamp(at)))
                .ifPresent(rule -> changes.post(new Change(Change.Kind.RULE, rule.id().value())));
    }

    private static RuleStore.Stamp stamp(Instant at) {
        return new RuleStore.Stamp(at, "release", Pace.ORDINARY);
    }
}
