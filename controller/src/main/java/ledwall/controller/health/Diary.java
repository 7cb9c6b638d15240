package ledwall.controller.health;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.PlayState;
import org.jspecify.annotations.Nullable;

/** Notes in the journal what changed about one screen since the last look: problems that came and went, the state of its glass. On the control loop. */
final class Diary {
    /** Coming and going has events of its own. */
    private static final Set<String> TOLD_OTHERWISE = Set.of(Board.OFFLINE, Board.NEVER_CONNECTED);

    private final ScreenId screen;
    private final Journal journal;
    private Set<String> problems = Set.of();
    private @Nullable PlayState state;

    Diary(ScreenId screen, Journal journal) {
        this.screen = screen;
        this.journal = journal;
    }

    void problems(List<BoardProblem> open) {
        var codes = new TreeSet<String>();
        for (BoardProblem problem : open) {
            if (!TOLD_OTHERWISE.contains(problem.code()) && codes.add(problem.code()) && !problems.contains(problem.code())) {
                journal.note(screen, ScreenEvent.Code.PROBLEM_BEGAN, problem.code() + ": " + problem.cause());
            }
        }
        for (String code : problems) {
            if (!codes.contains(code)) {
                journal.note(screen, ScreenEvent.Code.PROBLEM_ENDED, code);
            }
        }
        problems = codes;
    }

    void state(PlayState now) {
        if (now == state) {
            return;
        }
        if (state == PlayState.PLAYER_LOST) {
            journal.note(screen, ScreenEvent.Code.PLAYER_RESTARTED, "");
        }
        journal.note(screen, ScreenEvent.Code.STATE_CHANGED, WireName.of(now));
        state = now;
    }
}
