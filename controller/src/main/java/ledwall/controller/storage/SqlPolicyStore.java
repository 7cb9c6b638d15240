package ledwall.controller.storage;

import java.time.Instant;
import java.util.List;
import ledwall.controller.notice.PolicyStore;
import ledwall.controller.text.Policy;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** The centre's choices of a text policy in SQL. */
public final class SqlPolicyStore implements PolicyStore {
    private final Database database;

    public SqlPolicyStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Choice> history() {
        return database.read("list the text policies", SqlPolicyStore::history);
    }

    private static List<Choice> history(Handle handle) {
        return handle.createQuery("SELECT * FROM text_policy ORDER BY version")
                .map((row, context) -> new Choice(Policy.of(row.getString("name")).orElseThrow(), row.getLong("version"),
                        Instants.instant(row.getLong("chosen_at")), row.getString("chosen_by"), row.getString("reason"))).list();
    }

    @Override
    public Choice choose(Policy policy, String reason, Instant at, String by) {
        return database.write("choose the text policy " + policy.id(), handle -> {
            var before = history(handle);
            var choice = new Choice(policy, before.isEmpty() ? 1 : before.getLast().version() + 1, at, by, reason);
            handle.createUpdate("INSERT INTO text_policy (version, name, reason, chosen_at, chosen_by) VALUES (:version, :name, :reason, :at, :by)")
                    .bind("version", choice.version()).bind("name", policy.id()).bind("reason", reason).bind("at", Instants.nanos(at)).bind("by", by).execute();
            return choice;
        });
    }
}
