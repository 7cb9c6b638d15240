package ledwall.controller.text;

import java.util.Arrays;
import java.util.Optional;

/** Colours of a notice: few, and each pair with a contrast of at least 7 to 1 (WCAG 2.2, 1.4.6). All colours are {@code 0xRRGGBB}. */
public enum Theme {
    NIGHT("night", 0x0b2545, 0xffffff, 0x061529),
    BLACK("black", 0x000000, 0xffe9a8, 0x1c1c1c),
    RED("red", 0x8c1c13, 0xffffff, 0x5e0f09),
    GREEN("green", 0x14452f, 0xffffff, 0x0b2a1c),
    PAPER("paper", 0xf4efe1, 0x1a1a1a, 0xe2d9c0);

    private final String id;
    private final int background;
    private final int colour;
    private final int band;

    Theme(String id, int background, int colour, int band) {
        this.id = id;
        this.background = background;
        this.colour = colour;
        this.band = band;
    }

    public static Optional<Theme> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }

    public int background() {
        return background;
    }

    /** The letters'. */
    public int colour() {
        return colour;
    }

    /** Behind a ticker. */
    int band() {
        return band;
    }
}
