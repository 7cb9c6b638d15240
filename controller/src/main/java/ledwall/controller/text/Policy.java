package ledwall.controller.text;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which script goes first, how large the other is beside it, and where it stands. The centre chooses one; the rules that it has to follow changed and may change
 * again, so that none of this stands in a template.
 */
public enum Policy {
    /** Chinese above, Tibetan below, a fifth smaller to the eye. Shipped as the default. */
    ZH_FIRST("zh-first", Script.CHINESE, false, 0.8),
    /** Tibetan above, Chinese below, of the same size to the eye. */
    BO_FIRST("bo-first", Script.TIBETAN, false, 1),
    /** Side by side where the screen is wider than high, of the same size to the eye; else one above the other, Chinese above. */
    EQUAL("equal", Script.CHINESE, true, 1);

    private final String id;
    private final Script first;
    private final boolean beside;
    private final double sizeRatio;

    Policy(String id, Script first, boolean beside, double sizeRatio) {
        this.id = id;
        this.first = first;
        this.beside = beside;
        this.sizeRatio = sizeRatio;
    }

    public static Optional<Policy> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }

    Script first() {
        return first;
    }

    boolean beside(int width, int height) {
        return beside && width > height;
    }

    /** How high Tibetan letters look beside Chinese ones. */
    public double sizeRatio() {
        return sizeRatio;
    }

    /** The Tibetan em for one Chinese em. */
    double tibetanEm() {
        return sizeRatio * Script.EQUAL_HEIGHT;
    }
}
