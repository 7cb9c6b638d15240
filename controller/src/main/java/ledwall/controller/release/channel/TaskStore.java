package ledwall.controller.release.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.ChannelId;

/** Tasks for people. Blocking. */
public interface TaskStore {
    /** Keeps it unless the job has one of this kind already; takes back what an earlier revision of its release still asked for there. */
    void open(Task task);

    Optional<Task> find(ChannelId channel, String key, ManualTask.Kind kind);

    /** Of one job, in the order opened. */
    List<Task> of(ChannelId channel, String key);

    /** Those that nobody has confirmed. */
    List<Task> open();

    /** False if it was confirmed already. */
    boolean finish(ChannelId channel, String key, ManualTask.Kind kind, Task.Done done);

    void remindAt(ChannelId channel, String key, ManualTask.Kind kind, Instant at);

    /** Takes back what nobody needs to do any more; what was confirmed stays. */
    void dropOpen(ChannelId channel, String key, ManualTask.Kind kind);
}
