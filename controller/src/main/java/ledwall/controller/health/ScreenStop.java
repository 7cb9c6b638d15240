package ledwall.controller.health;

import java.time.Instant;
import ledwall.protocol.message.StopPicture;

/**
 * A screen that is to be stopped.
 *
 * @param by who stopped it; empty for a stop made at the wall
 * @param confirmed whether its agent said that its player was told and its disk keeps it; until then the wall may still show its programme. A player that
 *     stands still just then is ended half a second later
 */
public record ScreenStop(Instant since, StopPicture picture, String by, String reason, StopOrigin origin, boolean confirmed) {}
