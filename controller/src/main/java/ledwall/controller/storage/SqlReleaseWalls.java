package ledwall.controller.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleStore;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a release is on the walls: a rule and a playlist that belong to it. Within the release's own transaction; whoever commits it posts the change of the
 * rule, as after any edit of one. Everybody else is refused here.
 */
final class SqlReleaseWalls {
    private SqlReleaseWalls() {}

    /** The rule by which a release is on the walls, if it is. */
    static Optional<Rule> rule(Handle handle, ReleaseId release) {
        return handle.createQuery("SELECT * FROM schedule_rule WHERE release_id = :id").bind("id", release.value())
                .map((row, context) -> SqlRuleStore.rule(row, "id")).findOne();
    }

    /**
     * Puts a release on the walls, in the place of what it was there before.
     *
     * @param rule with its mark and a playlist of its own; both ids are the release's to choose
     * @param items of that playlist
     */
    static RuleStore.Saved put(Handle handle, Rule rule, List<PlaylistItem> items, RuleStore.Stamp stamp) {
        var mark = rule.release();
        if (mark == null) {
            throw new IllegalArgumentException("rule " + rule.id() + " belongs to no release");
        }
        ReleaseId release = mark.release().release();
        Optional<Rule> before = rule(handle, release);
        before.filter(known -> !known.playlist().equals(rule.playlist())).ifPresent(known -> drop(handle, known.playlist(), stamp.at()));
        SqlPlaylistStore.put(handle, rule.playlist(), release, items);
        return before.isEmpty() ? SqlRuleStore.inserted(handle, rule.at(1 + newest(handle, rule.id())), stamp)
                : SqlRuleStore.changed(handle, before.get(), rule.at(before.get().revision()), stamp, null);
    }

    /** Of one that was there before and is to be again: revisions go on counting. */
    private static long newest(Handle handle, RuleId rule) {
        return handle.createQuery("SELECT coalesce(max(revision), 0) FROM rule_revision WHERE rule_id = :id").bind("id", rule.value()).mapTo(long.class).one();
    }

    /** Takes a release off the walls; empty where it was not there. */
    static Optional<Rule> remove(Handle handle, ReleaseId release, RuleStore.Stamp stamp) {
        Optional<Rule> rule = rule(handle, release);
        rule.ifPresent(gone -> {
            SqlRuleStore.deleted(handle, gone, stamp);
            drop(handle, gone.playlist(), stamp.at());
        });
        return rule;
    }

    private static void drop(Handle handle, PlaylistId id, Instant at) {
        handle.createUpdate("DELETE FROM playlist_item WHERE playlist_id = :id").bind("id", id.value()).execute();
        handle.createUpdate("UPDATE playlist SET deleted_at = :at WHERE id = :id").bind("id", id.value()).bind("at", Instants.nanos(at)).execute();
    }

    /** @throws Refusal if the playlist belongs to a release */
    static void refuse(Handle handle, PlaylistId playlist) {
        @Nullable String release = handle.createQuery("SELECT release_id FROM playlist WHERE id = :id AND release_id IS NOT NULL").bind("id", playlist.value())
                .mapTo(String.class).findOne().orElse(null);
        if (release != null) {
            throw refusal("The playlist " + playlist, release);
        }
    }

    /** @throws Refusal if the rule belongs to a release */
    static void refuse(Rule rule) {
        var mark = rule.release();
        if (mark != null) {
            throw refusal("\"" + rule.name() + "\"", mark.release().release().value());
        }
    }

    private static Refusal refusal(String what, String release) {
        return Refusal.conflict("belongsToRelease", what + " belongs to the release " + release + ", and is changed with it alone.",
                "Change the release, or cancel it.");
    }
}
