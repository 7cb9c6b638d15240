package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.List;
import ledwall.agent.asrun.Unfinished;
import ledwall.protocol.asrun.AsRunRecord;
import org.jspecify.annotations.Nullable;

/** A showing of the last run without an END, and its place in the list that was to show it; {@code reel} is null where no kept list holds it. */
record Unended(Unfinished record, @Nullable Reel reel, int index) {
    static List<Unended> of(List<Unfinished> unfinished, List<Reel> reels) {
        var out = new ArrayList<Unended>();
        for (Unfinished showing : unfinished) {
            out.add(find(showing, reels));
        }
        return out;
    }

    @Nullable Due due() {
        return reel == null ? null : reel.stretches().get(index).due();
    }

    boolean in(Reel list) {
        return reel != null && reel.id().equals(list.id());
    }

    private static Unended find(Unfinished showing, List<Reel> reels) {
        // The newest list first: where both hold a cue, the one that was to come on counts.
        for (Reel reel : reels.reversed()) {
            for (int i = 0; i < reel.stretches().size(); i++) {
                Stretch stretch = reel.stretches().get(i);
                if (stretch.showing() != null && same(stretch.showing(), showing)) {
                    return new Unended(showing, reel, i);
                }
            }
        }
        return new Unended(showing, null, 0);
    }

    private static boolean same(Due due, Unfinished showing) {
        AsRunRecord intent = showing.intent();
        return due.item().equals(intent.item()) && due.media().equals(intent.media()) && due.startNanos() == intent.plannedNanos();
    }
}
