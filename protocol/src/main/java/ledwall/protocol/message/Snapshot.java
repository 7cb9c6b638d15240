package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import org.jspecify.annotations.Nullable;

/** The display's own pixels as a JPEG, and the item that was on air as they were read. */
public record Snapshot(long id, long capturedAtNanos, @Nullable ItemId item, int width, int height, Bytes jpeg) implements ToController {}
