package ledwall.sim;

import io.netty.channel.ChannelId;

/** A connection's number in its world; Netty's own id holds process id and randomness. */
record SimChannelId(long number) implements ChannelId {
    @Override
    public String asShortText() {
        return "c" + number;
    }

    @Override
    public String asLongText() {
        return asShortText();
    }

    @Override
    public int compareTo(ChannelId other) {
        return asLongText().compareTo(other.asLongText());
    }
}
