package ledwall.protocol.message;

import ledwall.protocol.id.MediaHash;

/** The controller cannot send this file now. */
public record MediaUnavailable(MediaHash hash, String code, String detail) implements ToAgent {}
