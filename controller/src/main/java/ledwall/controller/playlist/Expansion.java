package ledwall.controller.playlist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Weights, expanded exactly. A list turns again and again; a place of weight k is in its turns 0, k, 2k and so on. After as many turns as the least common
 * multiple of the weights everything repeats: what is shown until then, in the order of the turns and within each in the order of the list, is one turn of the
 * expanded list. Turns of the list that hold nothing take no time. Pure.
 */
public final class Expansion {
    private Expansion() {}

    /** How many turns of the list one turn of the expanded list is; {@link Long#MAX_VALUE} stands for more than a long holds. */
    public static <T> long turns(List<T> places, ToLongFunction<T> weight) {
        long turns = 1;
        for (T place : places) {
            long every = weight.applyAsLong(place);
            long factor = every / gcd(turns, every);
            if (turns > Long.MAX_VALUE / factor) {
                return Long.MAX_VALUE;
            }
            turns *= factor;
        }
        return turns;
    }

    /** How many cues one turn of the expanded list holds; {@link Long#MAX_VALUE} stands for more than can be counted. */
    public static <T> long cues(List<T> places, ToLongFunction<T> weight) {
        long turns = turns(places, weight);
        long cues = 0;
        for (T place : places) {
            long each = turns / weight.applyAsLong(place);
            if (turns == Long.MAX_VALUE || cues > Long.MAX_VALUE - each) {
                return Long.MAX_VALUE;
            }
            cues += each;
        }
        return cues;
    }

    /** @throws IllegalArgumentException if it holds more cues than {@code most}: it was to be refused before */
    public static <T> List<T> of(List<T> places, ToLongFunction<T> weight, int most) {
        long turns = turns(places, weight);
        if (turns == 1) {
            return List.copyOf(places);
        }
        if (cues(places, weight) > most) {
            throw new IllegalArgumentException("a turn of more than " + most + " cues");
        }
        record Cue<T>(long turn, T place) {}

        var cues = new ArrayList<Cue<T>>();
        for (T place : places) {
            long every = weight.applyAsLong(place);
            for (long turn = 0; turn < turns; turn += every) {
                cues.add(new Cue<>(turn, place));
            }
        }
        // The sort is stable: within a turn the order of the list stays.
        cues.sort(Comparator.comparingLong(Cue::turn));
        return cues.stream().map(Cue::place).toList();
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
