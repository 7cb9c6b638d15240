package ledwall.meter;

import java.util.Arrays;
import java.util.Collection;

/** Some values in order. */
public record Quantiles(double[] sorted) {
    public static Quantiles of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /** The least value that is not below a share of {@code p} of all; not a number where there is none. */
    public double at(double p) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.clamp((int) Math.ceil(p * sorted.length) - 1, 0, sorted.length - 1)];
    }

    public double most() {
        return at(1);
    }

    /** The middle one, or the mean of the two in the middle. */
    public static double median(Collection<Double> values) {
        var all = of(values).sorted;
        return all.length == 0 ? Double.NaN : (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }
}
