package ledwall.controller.media;

import ledwall.controller.refusal.Refusal;

/**
 * The part of a picture that somebody chose, in the picture as people see it (turned, with square pixels): from its left upper corner, in ten-thousandths of
 * its width and height. Whole numbers, so that the same choice is always the same key. Where the part's shape is not the one asked for, the largest part of
 * that shape in its middle is taken: of {@link #WHOLE} that is the middle of the picture.
 */
public record Crop(int x, int y, int width, int height) {
    public static final int UNITS = 10_000;
    public static final Crop WHOLE = new Crop(0, 0, UNITS, UNITS);
    /** A smaller part than a twentieth of a side is a slip of the mouse. */
    public static final int LEAST = UNITS / 20;

    public Crop {
        if (x < 0 || y < 0 || width < LEAST || height < LEAST || x + width > UNITS || y + height > UNITS) {
            throw Refusal.invalid("cropInvalid", "The part from " + x + ", " + y + " of " + width + " by " + height + " ten-thousandths does not lie in the picture.",
                "Choose a part inside the picture, at least a twentieth of it wide and high.");
        }
    }

    /** From numbers of 0 to 1, rounded; a corner that lies a rounding outside is drawn in. */
    public static Crop of(double x, double y, double width, double height) {
        int left = units(x);
        int top = units(y);
        return new Crop(left, top, Math.min(units(width), UNITS - left), Math.min(units(height), UNITS - top));
    }

    private static int units(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw Refusal.invalid("cropInvalid", "A part of a picture is given by numbers from 0 to 1; " + share + " is none.",
                "Choose a part inside the picture, at least a twentieth of it wide and high.");
        }
        return (int) Math.round(share * UNITS);
    }
}
