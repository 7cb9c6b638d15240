package ledwall.controller.text;

import java.time.Duration;
import java.util.List;

/**
 * A line that runs from right to left: it comes in at the right edge and has left at the left one when the clip ends, so that the clip repeats without a seam.
 * Its clip is equally long on all screens, whatever their width: walls stay in step, and each moves by whole pixels a frame.
 *
 * @param parts one for each script, in order
 * @param ems how long they are with what parts them, in Chinese ems
 * @param tibetanEm the Tibetan em for one Chinese em
 */
record Ticker(List<Shaped> parts, double ems, double tibetanEm) {
    /** Between the parts, in Chinese ems. */
    static final double GAP_EMS = 3;
    /** What is seen at once on a screen of 16 to 9. Wider ones run faster, by this reckoning, and narrower ones slower. */
    private static final double SEEN_EMS = 20;
    /** About as fast as Chinese is read without haste. */
    private static final double EMS_PER_SECOND = 4.5;

    Ticker {
        parts = List.copyOf(parts);
    }

    static Ticker of(List<Shaped> parts, double tibetanEm) {
        var one = new Sizes(1, tibetanEm);
        double ems = parts.stream().mapToDouble(part -> part.width(0, part.length(), one)).sum() + GAP_EMS * (parts.size() - 1);
        return new Ticker(parts, ems, tibetanEm);
    }

    Duration length() {
        double seconds = (ems + SEEN_EMS) / EMS_PER_SECOND;
        long steps = (long) Math.ceil(seconds * 1000 / Notice.LENGTH_STEP.toMillis());
        return Notice.LENGTH_STEP.multipliedBy(steps);
    }
}
