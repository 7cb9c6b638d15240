package ledwall.controller.release.channel.webhook;

import java.time.Instant;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a partner, or there.
 *
 * @param number counts the channel's deliveries from 1
 * @param event the id by which the receiver knows it again
 * @param type such as {@code release.published}
 * @param attempts so far
 * @param status of the last answer; null where none came
 * @param words what came of the last attempt, for people
 */
public record Delivery(ChannelId channel, long number, String event, String type, String body, Instant madeAt, int attempts, @Nullable Instant lastAt,
                       @Nullable Integer status, String words, @Nullable Instant deliveredAt) {}
