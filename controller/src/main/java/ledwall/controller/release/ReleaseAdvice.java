package ledwall.controller.release;

/** What to do about a problem of a release, by its code. The page translates by code; this is for logs and scripts. */
public final class ReleaseAdvice {
    private ReleaseAdvice() {}

    public static String of(String code) {
        return switch (code) {
            case Codes.NOT_READY -> "Look at the outlets named. At the point of no return the policy decides.";
            case Codes.HELD -> "Mend what the reason names, then schedule it again: what was prepared is kept.";
            case Codes.ABORTED -> "Mend what the reasons name, then make a new release.";
            case Codes.PARTLY_LIVE -> "Mend what the outlets name and try those again, or withdraw it everywhere.";
            case Codes.NOBODY_SHOWS -> "Look at the outlets and try them again, or withdraw it.";
            case Codes.NOT_WITHDRAWN -> "Stop the wall at its PC or take the picture off at the LED processor; look at the channel in its own console.";
            case Codes.BY_HAND -> "Do what the checklist says, then confirm it here with the link.";
            case Codes.DECIDED_LATE -> "Look why the controller was away; schedule the release again.";
            case Codes.RESTORED -> "Look in the channel's own console whether it was published or deleted since. Then try it again here, or withdraw it.";
            case Codes.NO_OUTLETS -> "Give the release walls or channels that are there.";
            case Codes.CLOCK_STEPPED -> "Check the time service (NTP) of the controller's machine. The release keeps to the clock by which the walls play.";
            case Codes.WALL_OFFLINE, Codes.WALL_SILENT -> "Check the power and network of the screen PC.";
            case Codes.WALL_CLOCK -> "Wait for the connection to settle; check the network for loss and long delays if it does not.";
            case Codes.WALL_STOPPED -> "Resume the wall, or take it out of the release.";
            case Codes.WALL_WITHOUT_PLAN -> "Look at the schedule: another release, a key period, quiet hours or an edit that waits may keep it away. Update an old agent.";
            case Codes.WALL_FETCHING -> "Wait for the transfer; check the network to the wall if it does not end in time.";
            case Codes.WALL_NO_TOKEN -> "The wall shows its ordinary programme. Try it again once it is online.";
            case Codes.WALL_SHOWS_OTHER -> "Take a snapshot to see the glass, and look at the wall's problems.";
            case Codes.WALL_NO_PROOF -> "Wait for the wall's records; take a snapshot to see the glass.";
            case Codes.CHANNEL_GONE -> "Make the channel again, or take it out of the release.";
            case Codes.CHANNEL_PREPARING, Codes.CHANNEL_TROUBLE -> "It is tried again by itself. If this lasts, check the channel.";
            case Codes.CHANNEL_ILL, Codes.CHANNEL_SILENT -> "Check the channel on its page.";
            case Codes.CHANNEL_UNKNOWN -> "It is asked again what became of it; nothing is published twice. If this lasts, look in the channel's own console.";
            case Codes.CHANNEL_GAVE_UP, Codes.CHANNEL_NOT_CALLED, Codes.CHANNEL_LOST_IT -> "Try it again from the board, or publish by hand.";
            default -> "Mend what the cause names, then try the outlet again.";
        };
    }
}
