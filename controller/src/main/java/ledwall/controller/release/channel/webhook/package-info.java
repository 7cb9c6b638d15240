/**
 * Partners' own systems, told by a signed call. A call is {@code POST} with JSON; beside it stand {@code Ledwall-Event} (what happened), {@code Ledwall-Event-Id} (the same
 * for every try, by which a receiver knows what it has seen), {@code Ledwall-Timestamp} (Unix seconds) and {@code Ledwall-Signature}: {@code sha256=} and, in hex, the
 * HMAC-SHA256 of timestamp, a dot and the body under the secret that both sides know. Blocking: inside {@code Work}, or on a virtual thread.
 */
@NullMarked
package ledwall.controller.release.channel.webhook;

import org.jspecify.annotations.NullMarked;
