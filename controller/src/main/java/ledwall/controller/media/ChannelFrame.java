package ledwall.controller.media;

/** The shapes that online channels take, each with the size beyond which nobody gains anything. Sides are even, as H.264 with colours at half resolution has it. */
public enum ChannelFrame {
    /** 16:9, for feeds, articles and players that lie. */
    WIDE(1920, 1080),
    /** 9:16, for phones held upright. */
    TALL(1080, 1920),
    /** 1:1, beside an article in a list. */
    SQUARE(1080, 1080),
    /** 2.35:1, an article's head picture. */
    BANNER(1128, 480);

    private final int width;
    private final int height;

    ChannelFrame(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }
}
