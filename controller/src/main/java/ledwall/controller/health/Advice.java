package ledwall.controller.health;

/** What to do about a problem, by its code. The page translates by code; this is for logs, scripts and codes that the page does not know. */
final class Advice {
    private Advice() {}

    static String of(String code) {
        return switch (code) {
            case Board.OFFLINE -> "Check the screen PC's power and network, then the agent's log on it. What the public sees meanwhile is said beside it.";
            case Board.NEVER_CONNECTED -> "Enrol the screen PC with a one-time code from this screen's page.";
            case Board.CLOCK_STEPPED -> "Check the time service (NTP) of the controller's machine. The screens stay in step meanwhile.";
            case Board.CLOCK_DIFFERS -> "After a restart of the controller's machine all screens follow its clock at one instant, within a minute."
                + " Check that clock (NTP): they follow it even if it is wrong.";
            case Board.TIMELINE_REFUSED -> "The screen goes on with its previous programme. Update the agent, or report the cause.";
            case Board.ITEMS_LEFT_OUT -> "Open the playlist and replace the items named.";
            case Board.SLATE_NOT_MADE -> "Choose another picture or clip as slate, or upload this one again in another format.";
            case Board.LOOP_EMPTY -> "Put something into the group's default loop, or give the group another one.";
            case Board.HOLE_AHEAD -> "Let a rule cover that time, or put something into the default loop that is valid then.";
            case Board.NOTHING_TO_SHOW_AHEAD -> "Put something into the playlist that is valid then, or take the rule back.";
            case Board.NOT_RENDERABLE_AHEAD -> "Show it with another fit, or export the file in another format and upload it again.";
            case Board.NOT_RENDERED_IN_TIME -> "Wait for the rendering if it is under way; until it is done the screen goes on with its previous programme.";
            case Board.RULE_UNREADABLE -> "Open the rule and give its times anew, or delete it. All other rules run.";
            case Board.QUIET_UNREADABLE -> "Open the screen's quiet hours and give those named anew, or take them away.";
            case Board.NOT_FETCHED_IN_TIME -> "Check the network to the screen if this lasts; the slate is shown in the place of what lacks.";
            case Board.SCHEDULE_STUCK -> "The group goes on with its previous programme. Take the items named out of the playlist or show them "
                    + "with another fit; where none is named, look at the controller's log.";
            case Board.AS_RUN_BROKEN -> "Keep the screen PC's as-run log: proof of play has a gap here.";
            case Board.CLAIM_REFUSED -> "If it is this screen's PC, mend what the reason names; a wrong proof means: enrol it again. "
                    + "If not, look who sits at that address.";
            case Board.STOP_NOT_CONFIRMED -> "Go to the wall and run ledwall-agent stop on its PC, or take the picture off at the LED processor. It is stopped "
                    + "as soon as it is reached.";
            case "stopNotKept" -> "The wall is dark, but would show its programme after a restart of its PC: free space on its disk.";
            case "stopNotRead" -> "Look at the screen PC's disk: a stop made at the wall might not be seen.";
            case "releasesNotKept" -> "Free space on the screen PC's disk: after a restart it would not know which releases it may show.";
            case "releasesUnreadable" -> "It mends itself as soon as the screen reaches the controller. If this comes back, look at the screen PC's disk.";
            case Board.TWO_AGENTS -> "Two PCs hold this screen's key. Stop the agent on the one that is not this screen's, or enrol it as a screen of its own. "
                    + "Both play on meanwhile.";
            case Board.RELEASE_NOT_READY -> "Mend what is named before the release's point of no return; then its policy decides.";
            case Board.RELEASE_NOT_SHOWN -> "Mend what is named, then try the wall again on the release's board, or withdraw the release everywhere.";
            case Board.RELEASE_NOT_WITHDRAWN -> "Stop the wall at its PC, or take the picture off at the LED processor. It is told as soon as it is reached.";
            case Differences.TIMELINE_BEHIND, Differences.TIMELINE_NOT_KEPT -> "The agent takes it up by itself within seconds. If this lasts, look at "
                    + "the agent's log, then restart the agent; the picture stays.";
            case Differences.WRONG_ITEM, Differences.WRONG_STATE -> "Take a snapshot to see the glass. Restart the player; if it comes back, "
                    + "send the agent's log.";
            case Differences.DRIFT_TOO_LARGE -> "The screen steers back by itself within seconds. If this lasts, the PC is too slow for the video or "
                    + "busy with something else.";
            case Differences.CLOCK_NOT_LOCKED -> "Wait for the connection to settle; check the network for loss and long delays if it does not.";
            case "glassCovered" -> "Close the window or message that lies over the picture, on the screen PC.";
            case "displayGone" -> "Start the X server of the screen PC again, and see that the agent's user may use it. The agent takes it up by itself.";
            case "outputGone" -> "Check the cable and the LED processor, and the agent's setting output. Until then the picture stays where the output was.";
            case "outputTaken" -> "Two agents want one output, or two outputs that show the same part of the display. End one of the agents, give it another output "
                    + "or display, or lay the outputs side by side.";
            case "windowManager" -> "Run the agent in an X session of its own without a desktop, as its PLAYOUT.md says. Until then the desktop may lie over the "
                    + "picture, and under it where a player dies.";
            case "glassEmpty" -> "Restart the player. If it comes back, look at the X server of the screen PC.";
            case "framesDropped" -> "The PC is too slow for this video, or busy with something else; give the decoder more threads or use a lighter file.";
            case "mediaMissing" -> "Wait for the transfer, and check the network if it does not end; other items of the list, or the slate, stand in meanwhile.";
            case "mediaDamaged" -> "The agent fetches the file again. If this comes back, look at the screen PC's disk.";
            case "mediaWrong" -> "The agent fetches the file again. If this comes back, look at the network between controller and screen.";
            case "quietNotKept" -> "If this lasts, update the agent on the screen PC: one from before quiet hours shows its slate in them. Stop the wall meanwhile.";
            case "mediaUnavailable" -> "The agent asks again by itself. If this lasts, upload the file again.";
            case "mediaUnplayable" -> "Export the file in another format and upload it again; the agent's log says what the player could not read. Other "
                    + "items of the list, or the slate, stand in meanwhile.";
            case "clipShort" -> "Upload the file again, so that its clips are made anew. Until then it begins again where it ends.";
            case "slateMissing" -> "The files are fetched as soon as the controller is reached: check the screen PC's network if this lasts.";
            case "shownUnrecorded", "listNotWritten" -> "Look at the screen PC's disk: it is full, failing or very slow. What is shown could not be proved "
                    + "if the PC died now.";
            case "asRunNotWritten", "asRunRefused" -> "Free space on the screen PC's disk and look whether it is sound.";
            case "asRunDropped" -> "Bring the screen back to the controller: its oldest records gave way to newer ones.";
            case "asRunDamaged" -> "Keep the file that was set aside, and look at the screen PC's disk.";
            case "asRunOtherScreen" -> "Keep the file that was set aside; nothing else needs to be done.";
            case "shelfDamaged" -> "The controller sends the timeline again. If this comes back, look at the screen PC's disk.";
            case "shelfNotKept" -> "Free space on the screen PC's disk: after a restart it might have no programme.";
            case "notRestored" -> "Nothing needs to be done. If this comes back, look at the screen PC's disk.";
            case "controllerRefuses" -> "Do what the reason asks for: enrol the screen again, update its agent, or stop the PC that is one too many.";
            case "controllerNotTrusted" -> "Check the address in the agent's settings. Where the controller was set up anew, enrol the screen again.";
            case "diskLow", "diskFull" -> "Free space on the screen PC's disk.";
            case "playerLost" -> "The agent starts the player again by itself; look at its log if this repeats.";
            case "clockUnsynchronised", "unsynchronised" -> "Wait for the connection to settle; check the network if it does not.";
            default -> "See the agent's log on the screen PC.";
        };
    }
}
