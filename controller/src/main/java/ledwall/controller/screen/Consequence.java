package ledwall.controller.screen;

import java.util.ArrayList;
import java.util.List;

/** Something that follows from an edit of a screen, which whoever makes the edit should know: a stable code, and words for people. */
public record Consequence(String code, String text) {
    /** @param othersLeft how many screens the group still has that it was in */
    static List<Consequence> of(Screen before, Screen now, int othersLeft) {
        var out = new ArrayList<Consequence>();
        if (!before.group().equals(now.group())) {
            out.add(new Consequence("joinsGroup",
                    "It goes on with the programme of its old group until that of the new one is on its disk; then it plays in step with the new group."));
            if (othersLeft == 0) {
                out.add(new Consequence("groupLeftEmpty", "Its old group has no screen any more."));
            }
        }
        if (!before.paintsAs(now)) {
            out.add(new Consequence("renderedAnew", "Every item is made anew for " + now.width() + "x" + now.height() + " at " + now.frameRate()
                    + " frames a second; until that is done it goes on with the old picture."));
            out.add(new Consequence("agentReconnects", "Its agent is told to connect anew, so that it learns of the new size; the picture goes on meanwhile."));
        }
        if (before.frameRate() != now.frameRate()) {
            out.add(new Consequence("loopBeginsAnew", "At the new frame rate the loop begins with its first item."));
        }
        if (!before.zone().equals(now.zone())) {
            out.add(new Consequence("zoneShown", "Local times of its as-run list are told in " + now.zone().getId() + "; what plays when stays as it is."));
        }
        return out;
    }
}
