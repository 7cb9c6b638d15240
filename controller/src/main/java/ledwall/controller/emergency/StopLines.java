package ledwall.controller.emergency;

import java.util.TreeMap;
import java.util.function.Consumer;
import ledwall.controller.emergency.StopResult.Why;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.StopState;
import ledwall.protocol.message.ToAgent;
import org.jspecify.annotations.Nullable;

/** The agents that are connected, and what each said last of its latch. On the control loop. */
final class StopLines {
    private final TreeMap<ScreenId, Line> lines = new TreeMap<>();

    /** A screen's session. */
    private static final class Line {
        final Consumer<ToAgent> out;
        /** When it was told last. */
        long sinceNanos;
        @Nullable StopState said;

        Line(Consumer<ToAgent> out, long nowNanos) {
            this.out = out;
            this.sinceNanos = nowNanos;
        }
    }

    void connected(ScreenId screen, Consumer<ToAgent> out, long now) {
        lines.put(screen, new Line(out, now));
    }

    void disconnected(ScreenId screen) {
        lines.remove(screen);
    }

    boolean holds(ScreenId screen) {
        return lines.containsKey(screen);
    }

    /** Sends what is true now; to nobody where the screen is not connected. */
    void tell(ScreenId screen, StopRecord record, long now) {
        Line line = lines.get(screen);
        if (line != null) {
            line.sinceNanos = now;
            line.out.accept(record.order());
        }
    }

    void heard(ScreenId screen, StopState said) {
        Line line = lines.get(screen);
        if (line != null) {
            line.said = said;
        }
    }

    /** Whether an answer may still be on its way. */
    boolean freshlyTold(ScreenId screen, long now) {
        Line line = lines.get(screen);
        return line != null && now - line.sinceNanos < Stops.CONFIRM_WITHIN.toNanos();
    }

    /** Why a screen has not confirmed what is on record. */
    Why why(ScreenId screen, StopRecord record) {
        Line line = lines.get(screen);
        if (line == null) {
            return Why.OFFLINE;
        }
        StopState said = line.said;
        return said != null && !said.kept() && said.revision() == record.revision() ? Why.NOT_KEPT : Why.NO_ANSWER;
    }
}
