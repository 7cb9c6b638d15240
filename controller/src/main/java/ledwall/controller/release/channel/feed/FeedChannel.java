package ledwall.controller.release.channel.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.controller.release.channel.PublicFiles;
import ledwall.controller.release.channel.Step;
import org.jspecify.annotations.Nullable;

/**
 * A feed of our own. Publishing stores the instant from which on an item is public; the listener looks at the clock for each request, so that nobody reads it before and
 * nothing has to happen at the instant.
 */
final class FeedChannel implements OnlineChannel {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DIGEST = 1_000;
    private static final int LONGEST_BODY = 20_000;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final String NO_LISTENER = "There is no public listener: nobody could read the feed. Start the controller with the setting public=HOST:PORT.";

    private final Channel channel;
    private final FeedStore store;
    private final PublicFiles files;
    private final Supplier<PublicAddress> address;
    private final Supplier<Instant> now;

    FeedChannel(Channel channel, FeedStore store, PublicFiles files, Supplier<PublicAddress> address, Supplier<Instant> now) {
        this.channel = channel;
        this.store = store;
        this.files = files;
        this.address = address;
        this.now = now;
    }

    @Override
    public Step prepare(Job job) {
        Memo memo = job.memo();
        String wrong = wrong(job.post());
        if (wrong != null) {
            return new Step.Refused(memo, "feedTextUnfit", wrong);
        }
        if (address.get().base().isEmpty()) {
            return new Step.Trouble(memo, NO_LISTENER, LOOK_AGAIN);
        }
        store.draft(new FeedItem(job.channel(), job.key(), job.release(), job.revision(), job.post(), null, null));
        return new Step.Done(memo);
    }

    private static @Nullable String wrong(Post post) {
        if (post.texts().isEmpty()) {
            return "A feed needs a text in one language at least.";
        }
        for (var entry : post.texts().entrySet()) {
            Post.Text text = entry.getValue();
            if (text.title().isBlank()) {
                return "The title (" + entry.getKey() + ") is empty.";
            }
            if (length(text.title()) > LONGEST_TITLE || length(text.digest()) > LONGEST_DIGEST || length(text.body()) > LONGEST_BODY) {
                return "The text (" + entry.getKey() + ") is too long: a feed takes titles of " + LONGEST_TITLE + " characters, digests of " + LONGEST_DIGEST
                    + ", bodies of " + LONGEST_BODY + ".";
            }
        }
        return null;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public Step publish(Job job) {
        if (address.get().base().isEmpty()) {
            return new Step.Trouble(job.memo(), NO_LISTENER, LOOK_AGAIN);
        }
        Instant moment = now.get();
        Instant from = job.at().isAfter(moment) ? job.at() : moment;
        // Files first: whoever sees the item finds them.
        files.show(job.channel(), job.key(), job.post().attachments(), from);
        if (!store.publish(job.channel(), job.key(), from)) {
            files.hide(job.channel(), job.key());
            return new Step.Refused(job.memo(), "feedDraftGone", "The draft of this item is not there any more, or it was withdrawn.");
        }
        return confirm(job);
    }

    @Override
    public Step confirm(Job job) {
        Optional<FeedItem> item = store.find(job.channel(), job.key());
        Instant visibleAt = item.map(FeedItem::visibleAt).orElse(null);
        if (item.isEmpty() || visibleAt == null) {
            return new Step.NotThere(job.memo());
        }
        if (item.get().withdrawnAt() != null) {
            return new Step.Refused(job.memo(), "feedItemWithdrawn", "The item was withdrawn from the feed.");
        }
        Instant moment = now.get();
        if (visibleAt.isAfter(moment)) {
            return new Step.Later(job.memo(), Duration.between(moment, visibleAt), "The feed shows it from its instant on.");
        }
        String url = address.get().of(PublicAddress.feed(job.channel(), "json"));
        return new Step.Done(job.memo(), new Proof(url, item.get().id(job.post().texts().keySet().stream().findFirst().orElse("")), visibleAt));
    }

    /** A second time it is gone already, and the tombstone keeps the first instant. */
    @Override
    public Step withdraw(Job job) {
        store.withdraw(job.channel(), job.key(), now.get());
        files.hide(job.channel(), job.key());
        return new Step.Done(job.memo());
    }

    @Override
    public Health health() {
        return address.get().base().map(base -> Health.well("Read at " + base + PublicAddress.feed(channel.id(), "json") + "."))
            .orElseGet(() -> Health.ill(NO_LISTENER));
    }
}
