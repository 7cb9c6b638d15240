package ledwall.agent.stop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stop that somebody made at the wall: what lies in {@code stop/wall.json}.
 *
 * @param name tells it from every other one: the SHA-256 of the file's bytes
 * @param at by this machine's wall clock; null where the file is damaged, which stops the wall all the same
 */
public record WallStop(String name, @Nullable Instant at, String reason) {}
