package ledwall.controller.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Task;
import ledwall.controller.release.channel.TaskStore;
import ledwall.controller.release.channel.Tasks;
import ledwall.protocol.id.ChannelId;

/** Tasks where nobody has to do anything by hand. */
final class HandTasks implements TaskStore {
    private HandTasks() {}

    static Tasks none(Changes changes, TimelineClock clock) {
        return new Tasks(new HandTasks(), changes, clock::instant);
    }

    @Override
    public void open(Task task) {
        throw unused();
    }

    @Override
    public Optional<Task> find(ChannelId channel, String key, ManualTask.Kind kind) {
        return Optional.empty();
    }

    @Override
    public List<Task> of(ChannelId channel, String key) {
        return List.of();
    }

    @Override
    public List<Task> open() {
        return List.of();
    }

    @Override
    public boolean finish(ChannelId channel, String key, ManualTask.Kind kind, Task.Done done) {
        return false;
    }

    @Override
    public void remindAt(ChannelId channel, String key, ManualTask.Kind kind, Instant at) {
        throw unused();
    }

    @Override
    public void dropOpen(ChannelId channel, String key, ManualTask.Kind kind) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the channels of this test ask nobody to do anything by hand, so that there is no task to change");
    }
}
