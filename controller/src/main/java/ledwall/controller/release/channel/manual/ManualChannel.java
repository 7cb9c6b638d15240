package ledwall.controller.release.channel.manual;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.ManualTask.Kind;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;
import ledwall.controller.release.channel.Task;
import ledwall.controller.release.channel.Tasks;
import org.jspecify.annotations.Nullable;

/** A site where a person publishes. It is published when they say so, with the link, and never before. */
final class ManualChannel implements OnlineChannel {
    private static final List<Check> PUBLISH = List.of(Check.TAKE_PACKAGE, Check.COMPARE_HASH, Check.OPEN_CONSOLE, Check.UPLOAD_VIDEO, Check.SET_COVER,
        Check.SET_TEXTS, Check.PUBLISH, Check.OPEN_ARTICLE, Check.PASTE_LINK);
    private static final List<Check> DELETE = List.of(Check.OPEN_CONSOLE, Check.FIND_ARTICLE, Check.DELETE, Check.PASTE_LINK);

    private final Channel channel;
    private final Site site;
    private final Tasks tasks;

    ManualChannel(Channel channel, Site site, Tasks tasks) {
        this.channel = channel;
        this.site = site;
        this.tasks = tasks;
    }

    /** Ready as soon as the package is within what the site takes. Nobody is asked before it is decided that the release goes: what is held must not be published. */
    @Override
    public Step prepare(Job job) {
        String wrong = wrong(job.post());
        return wrong == null ? new Step.Done(job.memo()) : new Step.Refused(job.memo(), "handOffUnfit", wrong);
    }

    private @Nullable String wrong(Post post) {
        Optional<Attachment> video = post.first(Attachment.Role.VIDEO);
        if (post.lead().isEmpty() || post.lead().get().title().isBlank()) {
            return "The package needs a title.";
        }
        if (video.isEmpty()) {
            return site.needsVideo() ? site.called() + " takes videos, and the release has none." : null;
        }
        Duration length = video.get().length();
        if (video.get().bytes() > site.mostBytes()) {
            return "The video has " + (video.get().bytes() >> 20) + " MiB; " + site.called() + " takes at most " + (site.mostBytes() >> 20) + ".";
        }
        if (length != null && length.toSeconds() > site.mostSeconds()) {
            return "The video runs for " + length.toSeconds() + " s; " + site.called() + " takes at most " + site.mostSeconds() + ".";
        }
        return null;
    }

    @Override
    public Step publish(Job job) {
        Optional<Task> asked = tasks.find(job, Kind.PUBLISH);
        if (asked.isPresent()) {
            return confirm(job);
        }
        Post.Text text = job.post().lead().orElseThrow();
        String console = channel.setting("console");
        var task = new ManualTask(Kind.PUBLISH, "Publish \"" + text.title() + "\" on " + channel.name() + (console == null ? "" : " (" + console + ")")
            + " by hand: the site lets no program do it.", PUBLISH, job.at());
        return tasks.ask(job, job.memo(), task);
    }

    @Override
    public Step confirm(Job job) {
        Optional<Task> asked = tasks.find(job, Kind.PUBLISH);
        if (asked.isEmpty()) {
            return new Step.NotThere(job.memo());
        }
        Task.Done done = asked.get().done();
        if (done == null) {
            return new Step.Person(job.memo(), asked.get().task());
        }
        return new Step.Done(job.memo(), new Proof(done.url(), "confirmed by " + done.by(), done.at()));
    }

    /** Once somebody was asked to publish, they may have done so without telling: so they are asked to look and to delete. */
    @Override
    public Step withdraw(Job job) {
        Memo memo = job.memo();
        Optional<Task> deletion = tasks.find(job, Kind.DELETE);
        if (deletion.isPresent()) {
            return deletion.get().done() == null ? new Step.Person(memo, deletion.get().task()) : new Step.Done(memo);
        }
        Optional<Task> asked = tasks.find(job, Kind.PUBLISH);
        if (asked.isEmpty()) {
            return new Step.Done(memo);
        }
        Task.Done done = asked.get().done();
        tasks.dropOpen(job, Kind.PUBLISH);
        String where = done == null ? "Look whether it was published on " + channel.name() + " all the same, and delete it."
            : "Delete what was published on " + channel.name() + " at " + done.url() + ".";
        return tasks.ask(job, memo, new ManualTask(Kind.DELETE, where, DELETE, tasks.now()));
    }

    @Override
    public Health health() {
        String person = channel.setting("person");
        return Health.well("By hand" + (person == null ? "." : ", by " + person + "."));
    }
}
