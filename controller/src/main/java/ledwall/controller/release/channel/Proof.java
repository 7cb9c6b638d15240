package ledwall.controller.release.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a release may be called published on a channel.
 *
 * @param url where everybody sees it; null where the other side gives none, as a partner's webhook
 * @param ref the other side's own name for it, or its receipt
 * @param visibleAt since when; as exact as the other side tells
 */
public record Proof(@Nullable String url, String ref, Instant visibleAt) {}
