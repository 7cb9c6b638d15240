package ledwall.protocol.message;

import ledwall.protocol.id.MediaHash;

/** The transfer ended: {@code verified} says whether the file's SHA-256 is its name. */
public record MediaDone(MediaHash hash, boolean verified) implements ToController {}
