package ledwall.agent.cache;

import ledwall.protocol.id.MediaHash;

/** A file that a kept timeline needs, of {@code bytes} bytes, at the earliest at {@code dueNanos} of the timeline clock. */
public record MediaWant(MediaHash hash, long bytes, long dueNanos) {}
