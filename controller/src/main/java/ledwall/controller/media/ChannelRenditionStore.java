package ledwall.controller.media;

import java.util.List;

/** Channel renditions by request and recipe. Blocking; each method is one transaction. */
public interface ChannelRenditionStore {
    /** Every one, the first made first. */
    List<ChannelRendition> all();

    /** Adds it, or puts it in the place of the one with the same request and recipe. */
    void insert(ChannelRendition rendition);

    /** Forgets it; true if no other one is the same file. */
    boolean delete(ChannelRendition rendition);
}
