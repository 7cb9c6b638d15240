package ledwall.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import ledwall.agent.player.PlayList;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.timeline.Frames;
import org.jspecify.annotations.Nullable;

/**
 * What was on the glass at every instant, exactly: a chain of lights, each a list at a position that stands or moves, or dark. Instants are true nanoseconds
 * since the world began; a list moves by the machine's own clock, which drifts.
 */
public final class Truth {
    private final Clock clock;
    private final LongSupplier trueNow;
    private final List<Light> lights = new ArrayList<>();

    Truth(Clock clock, LongSupplier trueNow) {
        this.clock = clock;
        this.trueNow = trueNow;
        dark();
    }

    /** From {@code trueNanos} on; {@code film} is null where it is dark. */
    private record Light(long trueNanos, long monoNanos, @Nullable Film film, long position, double rate) {}

    /** A list with the frame at which each entry begins. */
    private record Film(PlayList list, long[] begins, int frameRate) {
        static Film of(PlayList list) {
            long[] begins = new long[list.entries().size() + 1];
            for (int i = 0; i < list.entries().size(); i++) {
                begins[i + 1] = begins[i] + list.entries().get(i).frames();
            }
            return new Film(list, begins, list.entries().getFirst().frameRate());
        }

        int entryAt(long position) {
            int found = Arrays.binarySearch(begins, Frames.at(Math.max(0, position), frameRate));
            return Math.min(found >= 0 ? found : -found - 2, list.entries().size() - 1);
        }

        long end(int entry) {
            return Frames.toNanos(begins[entry + 1], frameRate);
        }

        long length() {
            return Frames.toNanos(begins[begins.length - 1], frameRate);
        }
    }

    /** One entry of a list on the glass without interruption in {@code [fromNanos, untilNanos)}; {@code path} is null where it was dark. */
    public record Run(long fromNanos, long untilNanos, @Nullable String path, @Nullable String listId, int entry) {}

    void dark() {
        lights.add(new Light(trueNow.getAsLong(), clock.nanos(), null, 0, 0));
    }

    void show(PlayList list, long position) {
        lights.add(new Light(trueNow.getAsLong(), clock.nanos(), Film.of(list), position, 0));
    }

    /** What another one shows now is what is seen from now on. */
    void mirror(Truth other) {
        Light light = other.lights.getLast();
        lights.add(new Light(trueNow.getAsLong(), clock.nanos(), light.film(), other.position(), light.rate()));
    }

    /** The picture stands where it is. */
    void still() {
        move(0);
    }

    /** The list runs on from where it is, this fast. */
    void move(double rate) {
        lights.add(new Light(trueNow.getAsLong(), clock.nanos(), lights.getLast().film(), position(), rate));
    }

    /** Where the list is now; 0 in the dark. */
    long position() {
        Light light = lights.getLast();
        return position(light, clock.nanos());
    }

    /** How long the list still lasts at its present speed. */
    long remaining() {
        Light light = lights.getLast();
        return light.film() == null ? 0 : light.film().length() - position();
    }

    private static long position(Light light, long mono) {
        return light.position() + Math.round((mono - light.monoNanos()) * light.rate());
    }

    /** Whether no file is on the glass now. */
    public boolean isDark() {
        return lights.getLast().film() == null;
    }

    /** The file on the glass just before an instant; {@code null} where it was dark. */
    public @Nullable String pathAt(long trueNanos) {
        List<Run> runs = runs(trueNanos - 1, trueNanos);
        return runs.isEmpty() ? null : runs.getLast().path();
    }

    /** Everything that was on the glass in a window, in order. */
    public List<Run> runs(long fromNanos, long untilNanos) {
        var out = new ArrayList<Run>();
        for (int i = 0; i < lights.size(); i++) {
            Light light = lights.get(i);
            boolean last = i + 1 == lights.size();
            long endTrue = last ? trueNow.getAsLong() : lights.get(i + 1).trueNanos();
            long endMono = last ? clock.nanos() : lights.get(i + 1).monoNanos();
            if (endTrue > fromNanos && light.trueNanos() < untilNanos) {
                add(out, light, endTrue, endMono, fromNanos, untilNanos);
            }
        }
        return out;
    }

    private static void add(List<Run> out, Light light, long endTrue, long endMono, long fromNanos, long untilNanos) {
        Film film = light.film();
        long at = light.trueNanos();
        if (film == null || light.rate() == 0) {
            put(out, Math.max(at, fromNanos), Math.min(endTrue, untilNanos), film, film == null ? 0 : film.entryAt(light.position()));
            return;
        }
        // True time per nanosecond of the list: the machine's clock and the speed together.
        double slope = (endTrue - light.trueNanos()) / ((endMono - light.monoNanos()) * light.rate());
        int entry = film.entryAt(light.position());
        while (at < endTrue) {
            long end = Math.min(endTrue, light.trueNanos() + Math.round((film.end(entry) - light.position()) * slope));
            if (entry == film.list().entries().size() - 1) {
                end = endTrue;
            }
            put(out, Math.max(at, fromNanos), Math.min(end, untilNanos), film, entry);
            at = end;
            entry++;
        }
    }

    private static void put(List<Run> out, long from, long until, @Nullable Film film, int entry) {
        if (from >= until) {
            return;
        }
        String path = film == null ? null : film.list().entries().get(entry).path();
        String listId = film == null ? null : film.list().id();
        Run last = out.isEmpty() ? null : out.getLast();
        boolean same = last != null && last.entry() == entry && Objects.equals(last.listId(), listId);
        if (last != null && same) {
            out.set(out.size() - 1, new Run(last.fromNanos(), until, path, listId, entry));
        } else {
            out.add(new Run(from, until, path, listId, entry));
        }
    }

    /** The longest time without any file on the glass in a window. */
    public long longestDark(long fromNanos, long untilNanos) {
        long longest = 0;
        for (Run run : runs(fromNanos, untilNanos)) {
            longest = run.path() == null ? Math.max(longest, run.untilNanos() - run.fromNanos()) : longest;
        }
        return longest;
    }
}
