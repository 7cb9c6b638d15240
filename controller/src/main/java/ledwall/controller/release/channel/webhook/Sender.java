package ledwall.controller.release.channel.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.http.Ask;
import ledwall.controller.release.channel.http.Caller;
import ledwall.controller.release.channel.http.Reach;
import ledwall.controller.release.channel.http.Reply;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Clock;

/** Sends signed events to one partner. */
final class Sender {
    /** Under the line's counters. */
    static final String API = "deliver";
    static final String PING = "ping";
    /** These answers ask for another try; any other of the four hundreds stays as it is. */
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;

    private final URI url;
    private final Reach reach;
    private final String secret;
    private final Caller caller;
    private final Line line;
    private final Clock clock;

    Sender(Channel channel, String secret, Caller caller, Line line, Clock clock) {
        this.url = URI.create(String.valueOf(channel.setting("url")));
        this.reach = Reach.of(channel);
        this.secret = secret;
        this.caller = caller;
        this.line = line;
        this.clock = clock;
    }

    void look() throws NoAnswer.Unsent {
        caller.look(url, reach);
    }

    Reply publish(Delivery delivery) throws NoAnswer {
        return line.publish(API, () -> send(delivery.type(), delivery.event(), delivery.body()));
    }

    Reply tell(String type, String event, String body) throws NoAnswer {
        return line.call(type.equals(PING) ? PING : API, () -> send(type, event, body));
    }

    private Reply send(String type, String event, String body) throws NoAnswer {
        Bytes bytes = Bytes.of(body.getBytes(StandardCharsets.UTF_8));
        // The receiver's clock decides whether it is fresh, so that this is the time of the world, not of the walls.
        String timestamp = Long.toString(clock.wall().getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Ledwall-Event", type);
        headers.put("Ledwall-Event-Id", event);
        headers.put("Ledwall-Timestamp", timestamp);
        headers.put("Ledwall-Signature", Signature.of(secret, timestamp, bytes));
        Reply reply = caller.send(new Ask(url, headers, new Ask.Body.Content("application/json; charset=utf-8", bytes)), reach);
        if (reply.status() >= 500) {
            // For the breaker it is as good as none.
            throw new NoAnswer.Lost("The receiver failed: it answered " + reply.status() + ".");
        }
        return reply;
    }

    static boolean asksAgain(Reply reply) {
        return reply.status() == TIMEOUT || reply.status() == TOO_EARLY || reply.status() == TOO_MANY;
    }
}
