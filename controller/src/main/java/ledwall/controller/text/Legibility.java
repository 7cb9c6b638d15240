package ledwall.controller.text;

import org.jspecify.annotations.Nullable;

/**
 * The smallest letters that a screen may show, as em in pixels.
 *
 * <p>Our own proposal, to be checked by readers before a wall: on a wall of 8 mm pitch or more, where each pixel is seen, the thinnest stroke has to be two
 * pixels wide, which takes 40 px of Chinese and 64 px of Tibetan; finer walls need less, down to two fifths of it. In the pinned fonts 2 % of the ink is thinner than
 * 0.055 em (Chinese) and 0.065 em (Tibetan); that Tibetan gets more than that asks for is for the gaps inside its stacks.
 */
public record Legibility(int chinesePixels, int tibetanPixels) {
    private static final double COARSE_MILLIMETRES = 8;
    private static final double LEAST_SHARE = 0.4;
    /** Nothing smaller is drawn on any screen. It is all that is asked for where nobody has told the pitch. */
    public static final Legibility FLOOR = of(LEAST_SHARE);

    /** What a wall of this pitch asks for; null where it is not known. */
    public static Legibility ofPitch(@Nullable Double millimetres) {
        return millimetres == null ? FLOOR : of(Math.clamp(millimetres / COARSE_MILLIMETRES, LEAST_SHARE, 1));
    }

    private static Legibility of(double share) {
        return new Legibility((int) Math.ceil(Script.CHINESE.coarsePixels() * share), (int) Math.ceil(Script.TIBETAN.coarsePixels() * share));
    }

    int of(Script script) {
        return script == Script.CHINESE ? chinesePixels : tibetanPixels;
    }
}
