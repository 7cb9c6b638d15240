package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent per output: the output's name is an X selection, which one connection at a time can own and which the server takes back by itself as that ends (X
 * Window System Protocol, version 11: SetSelectionOwner, GetSelectionOwner). The window that owns it says whose it is.
 */
final class XClaim {
    private static final int CREATE_WINDOW = 1;
    private static final int SET_SELECTION_OWNER = 22;
    private static final int GET_SELECTION_OWNER = 23;
    private static final int GRAB_SERVER = 36;
    private static final int UNGRAB_SERVER = 37;
    private static final int INPUT_ONLY = 2;
    private static final String ALL = "LEDWALL_STAGE";
    private static final String WHO = "LEDWALL_AGENT";
    private static final int WHO_WORDS = 64;

    private XClaim() {}

    /** Somebody else has it. */
    static final class Taken extends IOException {
        private static final long serialVersionUID = 1L;

        Taken(String what, String who) {
            super(what + " belongs to another agent (" + who + "); end that one first, or give this one another \"output\" or \"display\"");
        }
    }

    /**
     * Takes the output for as long as the connection lives; the whole display excludes agents on any of its outputs.
     *
     * @param who what to tell another agent that wants it
     * @throws Taken where it, or the whole display, is another agent's
     */
    static void take(XConnection x, XPart part, String who) throws IOException {
        int whoAtom = x.atom(WHO);
        int own = x.atom(selection(part.output()));
        List<Integer> excluding = new ArrayList<>(List.of(own, x.atom(ALL)));
        if (part.output().isEmpty()) {
            for (XOutputs.Output each : part.all()) {
                excluding.add(x.atom(selection(each.name())));
            }
        }
        int window = x.newId();
        ByteBuffer create = x.request(CREATE_WINDOW, 0, 8).putInt(window).putInt(x.root()).putShort((short) -1).putShort((short) -1);
        x.send(create.putShort((short) 1).putShort((short) 1).putShort((short) 0).putShort((short) INPUT_ONLY).putInt(0).putInt(0));
        x.text(window, whoAtom, who.getBytes(StandardCharsets.UTF_8));
        x.sync();
        // Nobody comes between the look and the grasp.
        x.send(x.request(GRAB_SERVER, 0, 1));
        try {
            for (int selection : excluding) {
                @Nullable String other = owner(x, selection, whoAtom);
                if (other != null) {
                    throw new Taken(part.output().isEmpty() ? "the display" : "output " + part.output(), other);
                }
            }
            x.send(x.request(SET_SELECTION_OWNER, 0, 4).putInt(window).putInt(own).putInt(0));
        } finally {
            x.send(x.request(UNGRAB_SERVER, 0, 1));
        }
        x.sync();
    }

    /** Which of these outputs, that send out some of the same, is another agent's, in words for people; empty where none is. */
    static String shared(XConnection x, String output, List<String> others) throws IOException {
        for (String other : others) {
            @Nullable String owner = owner(x, x.atom(selection(other)), x.atom(WHO));
            if (owner != null) {
                return "output " + output + " sends out some of what output " + other + " does, which belongs to another agent (" + owner
                    + "); lay them side by side: xrandr --output " + output + " --right-of " + other;
            }
        }
        return "";
    }

    private static @Nullable String owner(XConnection x, int selection, int whoAtom) throws IOException {
        int owner = x.ask(x.request(GET_SELECTION_OWNER, 0, 2).putInt(selection)).getInt(8);
        return owner == 0 ? null : new String(x.text(owner, whoAtom, WHO_WORDS), StandardCharsets.UTF_8);
    }

    private static String selection(String output) {
        return output.isEmpty() ? ALL : ALL + '_' + output;
    }
}
