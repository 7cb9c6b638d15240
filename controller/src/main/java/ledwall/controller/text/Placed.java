package ledwall.controller.text;

import java.awt.geom.Path2D;

/** A line where it stands: the part {@code [from, until)} of a shaped text, its base line beginning at (x, y). */
record Placed(Shaped text, int from, int until, Sizes sizes, double x, double y) {
    Path2D outline() {
        return text.outline(from, until, sizes, x, y);
    }

    @Override
    public String toString() {
        return text.part(from, until);
    }
}
