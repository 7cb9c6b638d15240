package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;

/** A piece of the file last asked for; {@code total} is the size of the whole file. */
public record MediaChunk(MediaHash hash, long offset, long total, Bytes bytes) implements ToAgent {}
