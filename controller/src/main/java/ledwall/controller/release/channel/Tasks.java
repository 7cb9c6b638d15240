package ledwall.controller.release.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/** What people have to do by hand, what they say they did, and when to remind them. Blocking, safe from any thread. */
public final class Tasks {
    private final TaskStore store;
    private final Changes changes;
    private final Supplier<Instant> now;

    /** @param now by the clock of the walls */
    public Tasks(TaskStore store, Changes changes, Supplier<Instant> now) {
        this.store = store;
        this.changes = changes;
        this.now = now;
    }

    /** By the clock of the walls. */
    public Instant now() {
        return now.get();
    }

    /** Asks for it, once: whoever asks again finds the same task. */
    public Step.Person ask(Job job, Memo memo, ManualTask task) {
        Instant at = now.get();
        store.open(new Task(job.channel(), job.release(), job.key(), task, at, task.reminder(at), null));
        changes.post(new Change(Change.Kind.CHANNEL, job.channel().value()));
        return new Step.Person(memo, task);
    }

    public Optional<Task> find(Job job, ManualTask.Kind kind) {
        return store.find(job.channel(), job.key(), kind);
    }

    /** What was confirmed of it. */
    public Optional<Task.Done> done(Job job, ManualTask.Kind kind) {
        return find(job, kind).flatMap(task -> Optional.ofNullable(task.done()));
    }

    /** Takes it back if nobody has confirmed it. */
    public void dropOpen(Job job, ManualTask.Kind kind) {
        store.dropOpen(job.channel(), job.key(), kind);
    }

    public List<Task> of(ChannelId channel, String key) {
        return store.of(channel, key);
    }

    /**
     * Somebody has done what the job's open task asks for.
     *
     * @param url where it is to be seen; needed unless the task is to delete it or to look it up, where none means that it is not published
     * @param name theirs
     */
    public Task confirm(ChannelId channel, String key, @Nullable String url, String name) {
        Task task = store.of(channel, key).stream().filter(each -> each.done() == null).reduce((first, later) -> later)
            .orElseThrow(() -> Refusal.conflict("noOpenTask", "Nothing waits to be done by hand there.", "Reload: somebody may have confirmed it already."));
        String link = url == null || url.isBlank() ? null : url.strip();
        boolean needed = switch (task.task().kind()) {
            case PUBLISH, FINISH_DRAFT -> true;
            case LOOK_UP, DELETE -> false;
        };
        if (needed && link == null) {
            throw Refusal.invalid("linkMissing", "The link is missing: it is the proof that it was published.", "Open what was published and paste its address.");
        }
        if (link != null && (link.length() > 2_000 || ChannelSettings.uri(link.replaceFirst("#.*$", "")) == null)) {
            throw Refusal.invalid("linkInvalid", "The link is no whole web address.", "Copy the address from the browser, beginning with https://.");
        }
        var done = new Task.Done(link, Names.checked("person", name), now.get());
        if (!store.finish(channel, key, task.task().kind(), done)) {
            throw Refusal.conflict("noOpenTask", "Nothing waits to be done by hand there.", "Reload: somebody may have confirmed it already.");
        }
        changes.post(new Change(Change.Kind.CHANNEL, channel.value()));
        return new Task(task.channel(), task.release(), key, task.task(), task.openedAt(), task.remindAt(), done);
    }

    /** The open tasks of which somebody is to be reminded now; each is due again at its next reminder. */
    public List<Task> remind() {
        Instant at = now.get();
        var due = new ArrayList<Task>();
        for (Task task : store.open()) {
            if (!task.remindAt().isAfter(at)) {
                store.remindAt(task.channel(), task.key(), task.task().kind(), task.task().reminder(at));
                due.add(task);
            }
        }
        return due;
    }
}
