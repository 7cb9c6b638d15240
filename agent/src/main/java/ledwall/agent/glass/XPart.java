package ledwall.agent.glass;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a display that is this agent's: one output of the graphics card, or all there is. Follows it as it changes; blocking, one thread at a time.
 *
 * @param output the card's name for it, such as {@code HDMI-1}; empty for the whole display
 */
record XPart(XConnection x, @Nullable XOutputs outputs, String output) {
    static XPart of(XConnection x, String output) throws IOException {
        return new XPart(x, XOutputs.of(x), output);
    }

    /** The display is there and its output is not, and never was. */
    static final class NoOutput extends IOException {
        private static final long serialVersionUID = 1L;

        NoOutput(String message) {
            super(message);
        }
    }

    /**
     * @param area null where it is not there or switched off
     * @param trouble what is wrong with it, for people; empty where nothing is
     */
    record Found(Painting.@Nullable Area area, String trouble) {}

    /** None where the display does not know them. */
    List<XOutputs.Output> all() throws IOException {
        return outputs == null ? List.of() : outputs.all();
    }

    Found find() throws IOException {
        if (output.isEmpty()) {
            XConnection.Size size = x.size();
            return new Found(Painting.Area.all(size.width(), size.height()), "");
        }
        if (outputs == null) {
            return new Found(null, "the display does not know its outputs (no RandR 1.3): leave the setting \"output\" empty");
        }
        List<XOutputs.Output> all = outputs.all();
        for (XOutputs.Output each : all) {
            if (each.name().equals(output)) {
                return new Found(each.area(), each.area() == null ? "output " + output + " is switched off"
                    : each.connected() ? "" : "nothing is connected to output " + output);
            }
        }
        return new Found(null, "the display has no output \"" + output + "\"; it has " + all.stream().map(XOutputs.Output::name).collect(Collectors.joining(", ")));
    }
}
