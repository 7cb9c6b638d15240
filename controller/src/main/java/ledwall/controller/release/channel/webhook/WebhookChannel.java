package ledwall.controller.release.channel.webhook;

import java.time.Instant;
import java.util.Optional;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelSettings;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;
import ledwall.controller.release.channel.http.Reply;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One partner. The event's id is the job's key, the same for every try: a receiver that has seen it takes it as seen, so that a try whose answer was lost may be made
 * again. The partner's good answer is the receipt that counts as proof; it may name the address where it shows the release.
 */
final class WebhookChannel implements OnlineChannel {
    /** By then it is an hour at least; it can still be sent by hand. */
    private static final int MOST_ATTEMPTS = 30;
    private static final String TOLD = "told";
    private static final int LONGEST_URL = 2_000;

    private final Channel channel;
    private final Sender sender;
    private final WebhookType.World world;
    private final Line line;

    WebhookChannel(Channel channel, Sender sender, WebhookType.World world, Line line) {
        this.channel = channel;
        this.sender = sender;
        this.world = world;
        this.line = line;
    }

    @Override
    public Step prepare(Job job) {
        if (job.post().texts().isEmpty()) {
            return new Step.Refused(job.memo(), "webhookTextMissing", "A partner needs a text in one language at least.");
        }
        try {
            sender.look();
            return new Step.Done(job.memo());
        } catch (NoAnswer.Unsent e) {
            return line.again(job.memo(), e);
        }
    }

    @Override
    public Step publish(Job job) {
        Instant now = world.now().get();
        String event = job.key();
        Optional<Delivery> known = world.store().find(job.channel(), event);
        Delivery delivery = known.orElseGet(() -> world.store().open(job.channel(), event, Events.PUBLISHED, Events.published(event, job, world.address().get()), now));
        Memo memo = job.memo().with(TOLD, "yes");
        // The partner fetches the files as soon as it hears of them, which may be a moment before the instant.
        world.files().show(job.channel(), job.key(), job.post().attachments(), now);
        return deliver(memo, delivery, true);
    }

    private Step deliver(Memo memo, Delivery delivery, boolean publishes) {
        Instant deliveredAt = delivery.deliveredAt();
        if (deliveredAt != null) {
            return new Step.Done(memo, new Proof(null, "event " + delivery.event(), deliveredAt));
        }
        try {
            Reply reply = publishes ? sender.publish(delivery) : sender.tell(delivery.type(), delivery.event(), delivery.body());
            Instant now = world.now().get();
            world.store().attempted(delivery, now, reply.status(), reply.shown(), reply.good());
            if (reply.good()) {
                return new Step.Done(memo, new Proof(url(reply), "event " + delivery.event() + ", answered " + reply.status(), now));
            }
            if (Sender.asksAgain(reply)) {
                if (delivery.attempts() + 1 >= MOST_ATTEMPTS) {
                    return givenUp(memo, delivery);
                }
                return new Step.Trouble(memo, "The receiver asks for another try later: it answered " + reply.status() + ".", line.backoff());
            }
            String redirect = reply.status() >= 300 && reply.status() < 400 ? " Redirects are not followed: set the final address." : "";
            return new Step.Refused(memo, "webhookRefused", "The receiver refused it: it answered " + reply.status() + "." + redirect);
        } catch (NoAnswer e) {
            if (!(e instanceof NoAnswer.Held)) {
                world.store().attempted(delivery, world.now().get(), null, e.words(), false);
                if (delivery.attempts() + 1 >= MOST_ATTEMPTS) {
                    return givenUp(memo, delivery);
                }
            }
            return line.once(memo, e);
        }
    }

    /** Whoever tries it again by hand has one more try. */
    private static Step givenUp(Memo memo, Delivery delivery) {
        return new Step.Refused(memo, "webhookGivenUp", "The receiver did not take it in " + (delivery.attempts() + 1) + " tries; it can be sent again by hand.");
    }

    /** Where the partner shows it, if its answer says so. */
    private static @Nullable String url(Reply reply) {
        try {
            String url = reply.body().length() == 0 ? null : JsonObject.parse(reply.body().array()).textOrNull("url");
            return url == null || url.length() > LONGEST_URL || ChannelSettings.uri(url) == null ? null : url;
        } catch (JsonException e) {
            return null;
        }
    }

    /** Asking is telling again: the receiver knows the event by its id. So what was not answered counts as not there. */
    @Override
    public Step confirm(Job job) {
        Optional<Delivery> delivery = world.store().find(job.channel(), job.key());
        Instant deliveredAt = delivery.map(Delivery::deliveredAt).orElse(null);
        return deliveredAt == null ? new Step.NotThere(job.memo()) : new Step.Done(job.memo(), new Proof(null, "event " + job.key(), deliveredAt));
    }

    @Override
    public Step withdraw(Job job) {
        world.files().hide(job.channel(), job.key());
        // What was delivered long ago is not kept for ever, and a crash forgets the memo.
        if (!job.memo().has(TOLD) && world.store().find(job.channel(), job.key()).isEmpty()) {
            // Nobody was told of it.
            return new Step.Done(job.memo());
        }
        String event = Events.withdrawal(job.key());
        Instant now = world.now().get();
        Step step = deliver(job.memo(), world.store().open(job.channel(), event, Events.WITHDRAWN, Events.withdrawn(event, job.key(), job, now), now), false);
        // The receiver knows the event again: a lost answer is no reason not to tell it once more.
        return step instanceof Step.Unknown(Memo memo, String words) ? new Step.Trouble(memo, words, line.backoff()) : step;
    }

    @Override
    public Health health() {
        Instant now = world.now().get();
        String event = "ping:" + channel.id() + ":" + now.getEpochSecond();
        try {
            Reply reply = sender.tell(Sender.PING, event, Events.ping(event, now));
            return reply.good() ? Health.well("It answered " + reply.status() + " to a signed ping.")
                : Health.ill("It answered " + reply.status() + " to a signed ping: check its address, and whether both sides have the same key.");
        } catch (NoAnswer e) {
            return Health.ill(e.words());
        }
    }
}
