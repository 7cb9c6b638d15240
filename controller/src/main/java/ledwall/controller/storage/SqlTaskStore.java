package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Task;
import ledwall.controller.release.channel.TaskStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.timeline.Instants;

/** Tasks for people in SQL. */
public final class SqlTaskStore implements TaskStore {
    private final Database database;

    public SqlTaskStore(Database database) {
        this.database = database;
    }

    @Override
    public void open(Task task) {
        database.change("ask somebody to do it by hand", handle -> {
            handle.createUpdate("DELETE FROM manual_task WHERE channel_id = :channel AND release_id = :release AND job_key <> :key AND done_at IS NULL")
                .bind("channel", task.channel().value()).bind("release", task.release().value()).bind("key", task.key()).execute();
            handle.createUpdate("""
                INSERT INTO manual_task (channel_id, job_key, kind, position, release_id, words, checklist, due_at, opened_at, remind_at)
                SELECT :channel, :key, :kind, (SELECT count(*) FROM manual_task WHERE channel_id = :channel AND job_key = :key), :release, :words, :checklist,
                  :due, :opened, :remind
                WHERE NOT EXISTS (SELECT 1 FROM manual_task WHERE channel_id = :channel AND job_key = :key AND kind = :kind)""")
                .bind("channel", task.channel().value()).bind("key", task.key()).bind("kind", task.task().kind().name())
                .bind("release", task.release().value()).bind("words", task.task().words())
                .bind("checklist", task.task().checklist().stream().map(Enum::name).collect(Collectors.joining(",")))
                .bind("due", Instants.nanos(task.task().due())).bind("opened", Instants.nanos(task.openedAt())).bind("remind", Instants.nanos(task.remindAt()))
                .execute();
        });
    }

    @Override
    public Optional<Task> find(ChannelId channel, String key, ManualTask.Kind kind) {
        return of(channel, key).stream().filter(task -> task.task().kind() == kind).findFirst();
    }

    @Override
    public List<Task> of(ChannelId channel, String key) {
        return database.read("read what is to be done by hand", handle -> handle
                .createQuery("SELECT * FROM manual_task WHERE channel_id = :channel AND job_key = :key ORDER BY position").bind("channel", channel.value())
                .bind("key", key).map((row, context) -> task(row)).list());
    }

    @Override
    public List<Task> open() {
        return database.read("list what is to be done by hand", handle -> handle
                .createQuery("SELECT * FROM manual_task WHERE done_at IS NULL ORDER BY due_at, channel_id, job_key").map((row, context) -> task(row)).list());
    }

    @Override
    public boolean finish(ChannelId channel, String key, ManualTask.Kind kind, Task.Done done) {
        return database.write("confirm what was done by hand", handle -> handle.createUpdate("""
                UPDATE manual_task SET url = :url, done_by = :by, done_at = :at
                WHERE channel_id = :channel AND job_key = :key AND kind = :kind AND done_at IS NULL""").bind("channel", channel.value()).bind("key", key)
                .bind("kind", kind.name()).bind("url", done.url()).bind("by", done.by()).bind("at", Instants.nanos(done.at())).execute() > 0);
    }

    @Override
    public void remindAt(ChannelId channel, String key, ManualTask.Kind kind, Instant at) {
        database.change("set a reminder", handle -> handle
                .createUpdate("UPDATE manual_task SET remind_at = :at WHERE channel_id = :channel AND job_key = :key AND kind = :kind")
                .bind("channel", channel.value()).bind("key", key).bind("kind", kind.name()).bind("at", Instants.nanos(at)).execute());
    }

    @Override
    public void dropOpen(ChannelId channel, String key, ManualTask.Kind kind) {
        database.change("take back what was to be done by hand", handle -> handle
                .createUpdate("DELETE FROM manual_task WHERE channel_id = :channel AND job_key = :key AND kind = :kind AND done_at IS NULL")
                .bind("channel", channel.value()).bind("key", key).bind("kind", kind.name()).execute());
    }

    private static Task task(ResultSet row) throws SQLException {
        List<ManualTask.Check> checklist = Arrays.stream(row.getString("checklist").split(",", -1)).filter(check -> !check.isEmpty())
                .map(ManualTask.Check::valueOf).toList();
        var task = new ManualTask(ManualTask.Kind.valueOf(row.getString("kind")), row.getString("words"), checklist, Instants.instant(row.getLong("due_at")));
        String by = row.getString("done_by");
        Task.Done done = by == null ? null : new Task.Done(row.getString("url"), by, Instants.instant(row.getLong("done_at")));
        return new Task(new ChannelId(row.getString("channel_id")), new ReleaseId(row.getString("release_id")), row.getString("job_key"), task,
                Instants.instant(row.getLong("opened_at")), Instants.instant(row.getLong("remind_at")), done);
    }
}
