package ledwall.controller.release.channel;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * How often a site lets each of its APIs be called in a day.
 *
 * @param zone where its day begins
 * @param perDay by API; one that is not named is counted and not limited
 */
public record Limits(ZoneId zone, Map<String, Integer> perDay) {
    public static final Limits NONE = new Limits(ZoneOffset.UTC, Map.of());

    public Limits {
        perDay = Map.copyOf(perDay);
    }

    public int of(String api) {
        return perDay.getOrDefault(api, Integer.MAX_VALUE);
    }
}
