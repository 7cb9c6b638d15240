package ledwall.agent.glass;

import java.io.IOException;
import java.util.ArrayList;
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
     * @param sharing other outputs that send out some of the same, or of where it was last
     */
    record Found(Painting.@Nullable Area area, String trouble, List<String> sharing) {}

    /** None where the display does not know them. */
    List<XOutputs.Output> all() throws IOException {
        return outputs == null ? List.of() : outputs.all();
    }

    /** @param last where it was last; null where it never was */
    Found find(Painting.@Nullable Area last) throws IOException {
        if (output.isEmpty()) {
            XConnection.Size size = x.size();
            return new Found(Painting.Area.all(size.width(), size.height()), "", List.of());
        }
        if (outputs == null) {
            return new Found(null, "the display does not know its outputs (no RandR 1.3): leave the setting \"output\" empty", List.of());
        }
        return find(output, outputs.all(), last);
    }

    static Found find(String output, List<XOutputs.Output> all, Painting.@Nullable Area last) {
        Painting.@Nullable Area area = null;
        String trouble = "the display has no output \"" + output + "\"; it has " + all.stream().map(XOutputs.Output::name).collect(Collectors.joining(", "));
        for (XOutputs.Output each : all) {
            if (each.name().equals(output)) {
                area = each.area();
                trouble = area == null ? "output " + output + " is switched off" : each.connected() ? "" : "nothing is connected to output " + output;
            }
        }
        Painting.@Nullable Area place = area != null ? area : last;
        var sharing = new ArrayList<String>();
        for (XOutputs.Output each : all) {
            Painting.@Nullable Area other = each.area();
            if (place != null && other != null && !each.name().equals(output) && other.overlaps(place)) {
                sharing.add(each.name());
            }
        }
        return new Found(area, trouble, sharing);
    }
}
