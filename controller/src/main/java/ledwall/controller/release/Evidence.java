package ledwall.controller.release;

import org.jspecify.annotations.Nullable;

/**
 * Why an outlet is confirmed.
 *
 * @param url where everybody sees it; null for a wall, and where the other side gives none
 * @param ref the other side's own name for it, or its receipt; for a wall the item shown
 * @param exact whether the start is from the record of the showing, or the site's own; false where it was reckoned from a heartbeat
 */
public record Evidence(@Nullable String url, String ref, boolean exact) {}
