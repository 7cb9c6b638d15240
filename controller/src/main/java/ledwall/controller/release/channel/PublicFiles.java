package ledwall.controller.release.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;

/** Which files anybody may fetch from the public listener: those that something public names, from its instant on until it is withdrawn. Blocking. */
public interface PublicFiles {
    /** @param file where it lies below the node's disk */
    record PublicFile(MediaHash hash, String mime, long bytes, String file) {}

    /** Shows the job's files from {@code from} on; again for the same job, with the newest files alone. */
    void show(ChannelId channel, String key, List<Attachment> attachments, Instant from);

    void hide(ChannelId channel, String key);

    Optional<PublicFile> find(MediaHash hash, Instant now);

    /** Whether anything public names it, or will from its instant on: then it must stay on the disk. */
    boolean names(MediaHash hash);
}
