package ledwall.controller.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.media.Media;
import ledwall.controller.text.Notice;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;

/** Notices and all that they ever were. Blocking; each method is one transaction. */
public interface NoticeStore {
    /** A notice as it is now. */
    record Kept(Media media, Notice notice, long revision) {}

    /** What a notice was once. */
    record Revision(long revision, String name, MediaHash master, Notice notice, Instant at, String by) {}

    /** Adds a media with its first revision. */
    void insert(Media media, Notice notice, Instant at, String by);

    /**
     * Gives a notice another document, and its media the master that goes with it.
     *
     * @param expected the revision that the editor saw
     * @throws ledwall.controller.refusal.Refusal {@code textStale} if that is no longer the newest, {@code textUnknown} if there is none
     */
    void update(Media media, Notice notice, long expected, Instant at, String by);

    Optional<Kept> byMedia(MediaId id);

    /** By id. */
    List<Kept> all();

    /** Oldest first; also of a notice that was deleted. */
    List<Revision> history(MediaId id);
}
