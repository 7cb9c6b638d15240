package ledwall.controller.asrun;

import ledwall.protocol.id.ScreenId;

/** A record that does not join the one before it: something was lost, altered, or the screen began a new log. */
public record ChainBreak(ScreenId screen, long sequence, String cause) {
    /** For people. */
    public String sentence() {
        return "The as-run log of this screen does not join what is stored of it: " + cause + ".";
    }
}
