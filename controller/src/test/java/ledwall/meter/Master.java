package ledwall.meter;

/**
 * A clip as it was uploaded, each of its frames numbered. A screen shows a rendition of it at the screen's own frame rate, in which a master of another rate
 * has frames left out or shown twice; it is always the same ones, so that a frame that is missing on the glass can be told from one that was left out on purpose.
 *
 * @param item its number, from 1
 * @param frames 1 for a still
 * @param fps of no account for a still
 */
public record Master(int item, int frames, int fps) {
    public boolean still() {
        return frames == 1;
    }

    /** How many frames its rendition has. */
    public int renditionFrames(int rate) {
        return still() ? 1 : (int) Math.round((double) frames * rate / fps);
    }

    /** Which of the master's frames a rendition's frame shows: the newest one whose instant, rounded to the rendition's frames, is not after it (ffmpeg's fps filter). */
    public int shown(int renditionFrame, int rate) {
        if (still()) {
            return 0;
        }
        // Half a frame is rounded up: the latest i with i * rate / fps < renditionFrame + 1/2.
        int most = Math.ceilDiv((2 * renditionFrame + 1) * fps, 2 * rate) - 1;
        return Math.min(frames - 1, most);
    }

    /** The first frame of the rendition that shows this frame of the master; -1 where none does. */
    public int renditionFrame(int frame, int rate) {
        if (still()) {
            return 0;
        }
        int guess = Math.max(0, (int) ((long) frame * rate / fps) - 2);
        for (int k = guess; k <= guess + 5; k++) {
            if (shown(k, rate) == frame) {
                return k;
            }
        }
        return -1;
    }

    /** A rendition's next frame that looks otherwise, after one; the rendition's length where there is none. */
    public int next(int renditionFrame, int rate) {
        int k = renditionFrame + 1;
        while (k < renditionFrames(rate) && shown(k, rate) == shown(renditionFrame, rate)) {
            k++;
        }
        return k;
    }
}
