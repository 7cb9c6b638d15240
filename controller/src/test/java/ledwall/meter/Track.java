package ledwall.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one screen showed, look by look. Keeps numbers only, so that a long run leaves no litter behind that would stop the one who looks. One thread at a time. */
public final class Track {
    private long[] from = new long[1 << 14];
    private long[] until = new long[1 << 14];
    private int[] codes = new int[1 << 14];
    private int count;

    public void add(long atNanos, int code) {
        if (count > 0 && codes[count - 1] == code) {
            until[count - 1] = atNanos;
            return;
        }
        if (count == codes.length) {
            from = Arrays.copyOf(from, 2 * count);
            until = Arrays.copyOf(until, 2 * count);
            codes = Arrays.copyOf(codes, 2 * count);
        }
        from[count] = atNanos;
        until[count] = atNanos;
        codes[count++] = code;
    }

    /** In order; the next one begins at the look after the last of the one before. */
    public List<Sight> sights() {
        var out = new ArrayList<Sight>(count);
        for (int i = 0; i < count; i++) {
            out.add(new Sight(from[i], until[i], codes[i]));
        }
        return out;
    }
}
