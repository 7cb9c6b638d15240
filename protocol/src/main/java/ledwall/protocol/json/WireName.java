package ledwall.protocol.json;

import java.util.Locale;

/** The name of an enum constant outside of Java: {@code PLAYER_LOST} is {@code playerLost}. */
public final class WireName {
    private WireName() {}

    public static String of(Enum<?> constant) {
        var out = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            out.append(out.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return out.toString();
    }

    /** @throws JsonException if the type has no such constant */
    public static <E extends Enum<E>> E parse(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(name)) {
                return constant;
            }
        }
        throw new JsonException("\"" + JsonObject.shown(name) + "\" is no " + type.getSimpleName());
    }
}
