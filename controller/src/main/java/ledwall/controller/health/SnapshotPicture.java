package ledwall.controller.health;

import java.time.Instant;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/** The pixels of a screen as a JPEG, with what was on air as they were read. */
public record SnapshotPicture(ScreenId screen, Instant capturedAt, @Nullable ItemId item, int width, int height, Bytes jpeg) {}
