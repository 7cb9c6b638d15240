package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;

/** The screen's id and its random 256-bit key. The code is used up; the connection closes after this. */
public record Enrolled(ScreenId screen, String screenName, Bytes key) implements ToAgent {}
