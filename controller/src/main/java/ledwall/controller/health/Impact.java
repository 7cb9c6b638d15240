package ledwall.controller.health;

import java.time.Instant;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Upkeep;
import org.jspecify.annotations.Nullable;

/** What the public sees of a screen now, as far as anybody knows. {@code text} is for people. */
public record Impact(Code code, String text) {
    /** Each is a case of its own for whoever answers the telephone. */
    public enum Code {
        /** What is planned. */
        PLANNED_SHOWN,
        /** The slate, because nothing is planned. */
        NOTHING_PLANNED,
        /** Something else than planned. */
        OTHER_SHOWN,
        /** The slate, although something is planned. */
        SLATE,
        /** Black, although it should not be. */
        BLACK,
        /** Dark or the slate, on purpose: somebody stopped it. */
        STOPPED,
        /** Dark on purpose: quiet hours. */
        QUIET,
        /** A test picture, on purpose. */
        COVERED,
        /** The player is being started. */
        STARTING,
        /** Not known: the screen is out of reach, and plays on what it holds. */
        UNKNOWN_PLAYS,
        /** Not known: the screen is out of reach, and what it was sure to hold is over. */
        UNKNOWN_ENDED,
        /** Not known: no agent was ever there. */
        UNKNOWN
    }

    private static final Impact STOPPED = new Impact(Code.STOPPED, "The screen was stopped on purpose and shows nothing of the programme.");

    /** @param planned whether something is due, if only darkness; {@code asPlanned} whether it is what the agent shows */
    static Impact online(Heartbeat heard, boolean planned, boolean asPlanned) {
        String name = heard.itemName();
        Upkeep upkeep = heard.upkeep();
        Cover cover = upkeep == null ? null : upkeep.cover();
        if (heard.state() == PlayState.STOPPED) {
            return STOPPED;
        }
        if (cover != null && !cover.kind().equals(Cover.IDENTIFY)) {
            return new Impact(Code.COVERED, "A test picture (" + cover.kind() + ") covers the programme, on purpose and for a limited time.");
        }
        return switch (heard.state()) {
            case STOPPED -> STOPPED;
            case QUIET -> new Impact(Code.QUIET, "The screen is dark on purpose: it has quiet hours.");
            case STARTING -> new Impact(Code.STARTING, "The player is being started; the screen is still dark.");
            case PLAYER_LOST -> new Impact(Code.BLACK, "The player was lost and is being started again; until then the screen is dark.");
            case BLACK -> new Impact(Code.BLACK, "The screen is black: nothing that is due, and no slate, is on the screen PC.");
            case SLATE -> planned ? new Impact(Code.SLATE, "The slate is shown in place of what is planned.")
                    : new Impact(Code.NOTHING_PLANNED, "The slate is shown: nothing is planned now.");
            case PLAYING -> asPlanned ? new Impact(Code.PLANNED_SHOWN, "\"" + name + "\" is shown as planned.")
                    : new Impact(Code.OTHER_SHOWN, "\"" + name + "\" is shown, which is not what is planned now.");
        };
    }

    /**
     * @param last the last state of the glass that was heard of in this run; null where none was
     * @param quiet whether it is known to hold a timeline by which it is dark now: that needs neither controller nor agent
     */
    static Impact offline(Offline offline, @Nullable PlayState last, boolean quiet, @Nullable Instant readyUntil, Instant now) {
        if (offline.cause() == Offline.Cause.NEVER_SEEN) {
            return new Impact(Code.UNKNOWN, "Nobody knows: no agent has ever connected for this screen.");
        }
        if (last == PlayState.STOPPED) {
            return new Impact(Code.STOPPED, "Not seen now, but it was stopped before and stays so until it is resumed.");
        }
        if (quiet) {
            return new Impact(Code.QUIET, "Not seen now, but the screen PC holds the quiet hours that it has now, and is dark on purpose.");
        }
        if (readyUntil != null && readyUntil.isAfter(now)) {
            return offline.cause() == Offline.Cause.SAID_GOODBYE
                    ? new Impact(Code.UNKNOWN_PLAYS, "Not seen now. The agent has ended; its player plays on for up to two hours, then the screen goes dark.")
                    : new Impact(Code.UNKNOWN_PLAYS, "Not seen now. If the PC runs, the programme that it holds plays on; all of it is there until "
                            + readyUntil + ".");
        }
        return new Impact(Code.UNKNOWN_ENDED, "Not seen now. What the screen PC was sure to hold is over: the slate may be shown instead.");
    }
}
