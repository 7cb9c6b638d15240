package ledwall.controller.text;

import java.awt.geom.Path2D;

/**
 * Where a ticker runs, at the picture's lower edge.
 *
 * @param height in pixels; all of the picture where nothing else is shown
 */
record Band(Ticker ticker, Sizes sizes, int width, int height) {
    private static final double SHARE = 0.2;
    private static final double SHARE_ALONE = 0.6;
    /** More of the picture than this no band takes, however small the screen. */
    private static final double MOST_SHARE = 0.6;

    /** @throws TextRefusal {@code textDoesNotFit} if the letters would be too small, or leave no room for the rest */
    static Band of(Ticker ticker, Policy policy, int width, int height, boolean alone, Legibility least) {
        var one = new Sizes(1, policy.tibetanEm());
        double line = above(ticker, one) + below(ticker, one);
        int smallest = Typesetter.smallest(Legibility.FLOOR, policy.tibetanEm());
        int em = Math.max(smallest, (int) (Math.min(width, height) * (alone ? SHARE_ALONE : SHARE) / line));
        var sizes = new Sizes(em, em * policy.tibetanEm());
        double needed = Math.max(em, Typesetter.smallest(least, policy.tibetanEm())) * line;
        double most = height * (alone ? 1 : MOST_SHARE);
        if (sizes.under(least) || needed > most) {
            throw new TextRefusal("textDoesNotFit", TextRefusal.name(Field.TICKER, policy.first()), "A ticker on a screen of " + width + "x" + height + " has "
                + (int) Math.min(em * line, most) + " pixels of height; letters of the smallest size allowed there (Chinese " + least.chinesePixels()
                + ", Tibetan " + least.tibetanPixels() + " pixels) need " + (int) Math.ceil(needed) + ".", "Use the template without a ticker, or a ticker alone.");
        }
        return new Band(ticker, sizes, width, alone ? height : (int) Math.ceil(em * line));
    }

    /** How far it moves with each frame: whole pixels, or it would shimmer. */
    int step(int frames) {
        return Math.max(1, Math.ceilDiv(width + length(), frames));
    }

    /** From the first letter's left to the last one's right, in pixels. */
    int length() {
        return (int) Math.ceil(ticker.ems() * sizes.chinese());
    }

    /** The letters, the first one beginning at 0, in a band whose upper edge is 0. */
    Path2D outline() {
        var out = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double above = above(ticker, sizes);
        double middle = (height - above - below(ticker, sizes)) / 2 + above;
        double x = 0;
        for (Shaped part : ticker.parts()) {
            double base = middle - part.script().middle() * sizes.of(part.script());
            out.append(part.outline(0, part.length(), sizes, x, base), false);
            x += part.width(0, part.length(), sizes) + Ticker.GAP_EMS * sizes.chinese();
        }
        return out;
    }

    /** How far the parts reach above the middle of their letters' bodies, which are level. */
    private static double above(Ticker ticker, Sizes sizes) {
        return ticker.parts().stream().mapToDouble(part -> part.ascent(sizes) + part.script().middle() * sizes.of(part.script())).max().orElse(0);
    }

    private static double below(Ticker ticker, Sizes sizes) {
        return ticker.parts().stream().mapToDouble(part -> part.lineHeight(sizes) - part.ascent(sizes) - part.script().middle() * sizes.of(part.script()))
            .max().orElse(0);
    }
}
