package ledwall.protocol.message;

import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is to be laid over the picture, and for how long.
 *
 * @param picture one of {@link TestPicture}, or unknown to an older agent, which then answers so; null for {@link CommandName#IDENTIFY}
 * @param moduleWidth of the grid, pixels
 */
public record CoverRequest(@Nullable String picture, int seconds, int moduleWidth, int moduleHeight) {
    public static final int MAX_SECONDS = 600;
    public static final int SECONDS = 30;
    /** A module of 320 x 160 mm with a pitch of 5 mm, as most outdoor walls have. */
    public static final int MODULE_WIDTH = 64;
    public static final int MODULE_HEIGHT = 32;
    public static final int MIN_MODULE = 4;
    public static final int MAX_MODULE = 8_192;

    public CoverRequest {
        within("seconds", seconds, 1, MAX_SECONDS);
        within("moduleWidth", moduleWidth, MIN_MODULE, MAX_MODULE);
        within("moduleHeight", moduleHeight, MIN_MODULE, MAX_MODULE);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", but is " + value);
        }
    }

    static void write(JsonWriter out, CoverRequest cover) {
        out.field("picture", cover.picture()).field("seconds", cover.seconds()).field("moduleWidth", cover.moduleWidth())
                .field("moduleHeight", cover.moduleHeight());
    }

    static CoverRequest read(JsonObject in) {
        return new CoverRequest(in.textOrNull("picture"), in.integer("seconds"), in.integer("moduleWidth"), in.integer("moduleHeight"));
    }
}
