package ledwall.controller.release;

import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ScreenId;

/** Names one place at which a release comes out: a wall or an online channel. */
public sealed interface OutletId extends Comparable<OutletId> {
    /** A wall. */
    record Wall(ScreenId screen) implements OutletId {
        @Override
        public String toString() {
            return SCREEN + screen;
        }
    }

    /** A channel. */
    record Online(ChannelId channel) implements OutletId {
        @Override
        public String toString() {
            return CHANNEL + channel;
        }
    }

    String SCREEN = "screen:";
    String CHANNEL = "channel:";

    /** What an id writes itself as. */
    static OutletId parse(String text) {
        if (text.startsWith(SCREEN)) {
            return new Wall(new ScreenId(text.substring(SCREEN.length())));
        }
        if (text.startsWith(CHANNEL)) {
            return new Online(new ChannelId(text.substring(CHANNEL.length())));
        }
        throw new IllegalArgumentException("an outlet is " + SCREEN + "ID or " + CHANNEL + "ID");
    }

    /** Walls first, then by id. */
    @Override
    default int compareTo(OutletId other) {
        return switch (this) {
            case Wall(ScreenId screen) -> other instanceof Wall(ScreenId its) ? screen.compareTo(its) : -1;
            case Online(ChannelId channel) -> other instanceof Online(ChannelId its) ? channel.compareTo(its) : 1;
        };
    }
}
