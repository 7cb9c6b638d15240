package ledwall.agent.player.mpv;

/** mpv counts from zero again with each file; this goes on counting. */
final class DroppedFrames {
    private long before;
    private long last;

    long total(long count) {
        if (count < last) {
            before += last;
        }
        last = count;
        return before + last;
    }
}
