package ledwall.controller.release.channel.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.protocol.json.JsonWriter;

/** The bodies that receivers get. Fields may be added; none changes its meaning. */
final class Events {
    static final String PUBLISHED = "release.published";
    static final String WITHDRAWN = "release.withdrawn";

    private Events() {}

    /** The event that takes another back. */
    static String withdrawal(String of) {
        return of + ":withdrawn";
    }

    /** Files are fetched from the public listener, where there is one; without, they are named by their hashes alone. */
    static String published(String event, Job job, PublicAddress address) {
        return text(JsonWriter.object(out -> out.field("id", event).field("type", PUBLISHED).field("release", job.release()).field("revision", job.revision())
            .field("at", job.at()).field("name", job.post().name())
            .objects("texts", job.post().texts().entrySet(), (each, text) -> each.field("language", text.getKey()).field("title", text.getValue().title())
                .field("digest", text.getValue().digest()).field("body", text.getValue().body()))
            .objects("files", job.post().attachments(), (each, file) -> each.field("role", file.role()).field("sha256", file.hash()).field("mime", file.mime())
                .field("bytes", file.bytes()).field("width", file.width()).field("height", file.height())
                .field("lengthMillis", file.length() == null ? null : file.length().toMillis())
                .field("url", address.base().map(base -> base + PublicAddress.media(file)).orElse(null)))));
    }

    static String withdrawn(String event, String of, Job job, Instant at) {
        return text(JsonWriter.object(out -> out.field("id", event).field("type", WITHDRAWN).field("withdraws", of).field("release", job.release())
            .field("revision", job.revision()).field("at", at).field("name", job.post().name())));
    }

    static String ping(String event, Instant at) {
        return text(JsonWriter.object(out -> out.field("id", event).field("type", Sender.PING).field("at", at)));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
