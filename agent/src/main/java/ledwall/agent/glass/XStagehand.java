package ledwall.agent.glass;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done on the stage, over one connection: keeps the root window black, knows where the output is, finds the players' windows, brings one in
 * and parks the others. Blocking; one thread.
 */
final class XStagehand implements AutoCloseable {
    /** Far beyond what graphics cards show (16,384 pixels): a display that grows must not uncover what is parked. Coordinates end at 32,767. */
    private static final int PARKED_X = 20_000;
    private static final int LAST_X = 32_767;
    private static final String PLAYER = "mpv";
    static final String OUTPUT_GONE = "outputGone";
    static final String OUTPUT_TAKEN = "outputTaken";
    private static final String WINDOW_MANAGER = "windowManager";

    private final XConnection x;
    private final XRoot root;
    private final XPart part;
    private final XWindows windows;
    private final XManager manager;
    /** Every player that was named here: what is parked must follow the output's size, too. */
    private final Set<Long> players = new HashSet<>();
    private Painting.Area area;
    private boolean lit;
    /** The output is switched off, and another one sends out its place: nothing of ours may lie there. */
    private boolean away;
    /** Another agent's output sends out some of the same: its players are none of our business. */
    private boolean shared;
    private Map<String, String> troubles = Map.of();
    private long shown;

    /** All that it takes to bring a player in: nothing needs to be asked any more. Holds for as long as nobody else moves windows. */
    record Cue(XWindows.Standing player, XWindows.@Nullable Standing beside, int stackMode, Painting.Area area, List<XWindows.Standing> others) {}

    private XStagehand(XConnection x, XPart part, Painting.Area area, long shown) throws IOException {
        this.x = x;
        this.root = new XRoot(x);
        this.part = part;
        this.windows = new XWindows(x);
        this.manager = new XManager(x);
        this.area = area;
        this.shown = shown;
    }

    /**
     * @param who what to tell another agent that wants the same output
     * @param last where the output was before the connection broke; null for the first one
     * @param shown whom it showed then, 0 for none
     * @throws XPart.NoOutput where there is no such output and there was none before
     * @throws XClaim.Taken where it is another agent's
     */
    static XStagehand open(XDisplay display, String output, String who, Painting.@Nullable Area last, long shown) throws IOException {
        XConnection x = display.open();
        try {
            XPart part = XPart.of(x, output);
            XPart.Found found = part.find(last);
            Painting.@Nullable Area area = found.area() != null ? found.area() : last;
            if (area == null) {
                throw new XPart.NoOutput(found.trouble());
            }
            XClaim.take(x, part, who);
            var hand = new XStagehand(x, part, area, shown);
            hand.root.redirect();
            hand.tend();
            return hand;
        } catch (IOException | RuntimeException e) {
            x.close();
            throw e;
        }
    }

    /** Where the output is; where it is gone, where it was. */
    Painting.Area area() {
        return area;
    }

    /** Whether the output sends out anything. */
    boolean lit() {
        return lit;
    }

    /** As {@link Glass#troubles} has them. */
    Map<String, String> troubles() {
        return troubles;
    }

    /** Who is on the output, as far as is known here; 0 for none. */
    long shown() {
        return shown;
    }

    /** Sees to it that all is as it should be, also after the display changed its size. */
    void tend() throws IOException {
        XPart.Found found = part.find(area);
        if (found.area() != null) {
            area = found.area();
        }
        lit = found.area() != null;
        away = !lit && !found.sharing().isEmpty();
        troubles = troubles(found);
        shared = troubles.containsKey(OUTPUT_TAKEN);
        root.blacken(area);
        List<XWindows.Standing> stack = stack();
        XWindows.@Nullable Standing player = of(shown, stack);
        if (player != null && !player.area().equals(stage())) {
            windows.place(player.window(), stage());
        }
        park(others(shown, stack));
    }

    private Map<String, String> troubles(XPart.Found found) throws IOException {
        var out = new TreeMap<String, String>();
        out.put(OUTPUT_GONE, found.trouble());
        out.put(OUTPUT_TAKEN, found.area() == null ? "" : XClaim.shared(x, part.output(), found.sharing()));
        @Nullable String name = manager.name();
        out.put(WINDOW_MANAGER, name == null ? "" : "a window manager (" + name + ") runs on this display");
        out.values().removeIf(String::isEmpty);
        return out;
    }

    /** Where what is shown lies. */
    private Painting.Area stage() throws IOException {
        return away ? parked(area) : area;
    }

    private List<XWindows.Standing> stack() throws IOException {
        List<XWindows.Standing> stack = windows.stack();
        return manager.release(stack, PLAYER, parked(area)) ? windows.stack() : stack;
    }

    /** @return null where this player has no window yet, or no more */
    @Nullable Cue prepare(long pid) throws IOException {
        players.add(pid);
        Painting.Area to = stage();
        List<XWindows.Standing> stack = stack();
        players.removeIf(other -> other != pid && of(other, stack) == null);
        XWindows.@Nullable Standing player = of(pid, stack);
        if (player == null) {
            return null;
        }
        if (!player.area().overlaps(to) && !player.area().equals(parked(area))) {
            // Sized now, so that the picture it brings in has the right size already.
            windows.place(player.window(), parked(area));
            x.sync();
        }
        return cue(player, to, stack);
    }

    private Cue cue(XWindows.Standing player, Painting.Area to, List<XWindows.Standing> stack) throws IOException {
        XWindows.@Nullable Standing lowestCover = null;
        XWindows.@Nullable Standing highest = null;
        for (XWindows.Standing each : stack) {
            if (each.type().equals(XCover.TYPE)) {
                lowestCover = lowestCover == null ? each : lowestCover;
            } else if (each.window() != player.window()) {
                highest = each;
            }
        }
        List<XWindows.Standing> others = others(player.pid(), stack);
        // Never above a cover, not for the moment until that is raised again: a test picture is there to be measured.
        return lowestCover != null ? new Cue(player, lowestCover, XWindows.BELOW, to, others) : new Cue(player, highest, XWindows.ABOVE, to, others);
    }

    /** Returns when the display has done it. */
    void bringIn(Cue cue) throws IOException {
        if (cue.beside() == null) {
            windows.placeOnTop(cue.player().window(), cue.area());
        } else {
            windows.place(cue.player().window(), cue.area(), cue.beside().window(), cue.stackMode());
        }
        x.sync();
        shown = cue.player().pid();
    }

    void park(List<XWindows.Standing> others) throws IOException {
        for (XWindows.Standing other : others) {
            windows.place(other.window(), parked(area));
        }
        try {
            x.sync();
        } catch (XError gone) {
            // One that ended meanwhile is parked well enough.
        }
    }

    /** Which of these players lies on the output, the topmost; 0 where none does. */
    long seen(List<Long> pids) throws IOException {
        players.addAll(pids);
        List<XWindows.Standing> stack = stack();
        for (XWindows.Standing each : stack.reversed()) {
            if (each.area().overlaps(area) && pids.contains(each.pid())) {
                // After a restart of the agent this is how it learns whose picture is on the glass.
                shown = shown == 0 ? each.pid() : shown;
                return each.pid();
            }
        }
        return 0;
    }

    /** Where a player that is started now is to be, in words that it takes. It counts from the corner of an output: so much further out, until it is named here. */
    String parked() throws IOException {
        Painting.Area to = parked(area);
        return to.width() + "x" + to.height() + "+" + to.x() + "+" + to.y();
    }

    @Override
    public void close() throws IOException {
        x.close();
    }

    private static Painting.Area parked(Painting.Area output) throws IOException {
        int at = Math.max(PARKED_X, output.x() + output.width());
        if (at + output.width() > LAST_X) {
            throw new IOException("the output ends at " + (output.x() + output.width()) + " pixels, and X has no room for a second player beside it");
        }
        return new Painting.Area(at, 0, output.width(), output.height());
    }

    private static XWindows.@Nullable Standing of(long pid, List<XWindows.Standing> stack) {
        XWindows.@Nullable Standing found = null;
        for (XWindows.Standing each : stack) {
            found = pid != 0 && each.pid() == pid ? each : found;
        }
        return found;
    }

    /** Players that are not this one and not where they belong: parked by us before, or come up over the output whoever started them. */
    private List<XWindows.Standing> others(long pid, List<XWindows.Standing> stack) throws IOException {
        boolean onStage = of(pid, stack) != null;
        var out = new ArrayList<XWindows.Standing>();
        for (XWindows.Standing each : stack) {
            boolean ours = each.pid() != pid && each.type().equals(PLAYER);
            boolean named = players.contains(each.pid());
            boolean astray = each.area().overlaps(area) ? onStage && (named || !(away || shared)) : named && !each.area().equals(parked(area));
            if (ours && astray) {
                out.add(each);
            }
        }
        return out;
    }
}
