import java.util.Map;
import java.util.Optional;
import ledwall.meter.FrameCode;
import ledwall.meter.Master;
import ledwall.meter.Plan;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timesync.Mapping;

/** What one screen's own verified timelines name, on the controller's clock: which frame of which master. */
final class ShelfPlan implements Plan {
    static final String NAME = "meter ";

    private final ShelfWatch shelves;
    private final int screen;
    private final Map<Integer, Master> masters;

    ShelfPlan(ShelfWatch shelves, int screen, Map<Integer, Master> masters) {
        this.shelves = shelves;
        this.screen = screen;
        this.masters = masters;
    }

    @Override
    public Due at(long monoNanos) {
        Mapping clock = shelves.clockAt(monoNanos);
        long timeline = clock.timelineAt(monoNanos);
        Programme programme = programme(monoNanos);
        Optional<Showing> due = programme.due(timeline);
        Master master = due.map(showing -> masters.get(item(showing.cue().name()))).orElse(null);
        if (master == null) {
            return null;
        }
        Showing showing = due.get();
        int rate = programme.inForce(timeline).orElseThrow().timeline().frameRate();
        long sinceStart = Frames.at(timeline - showing.fullStartNanos(), rate);
        // A cue longer than its clip repeats it.
        int frame = master.still() ? 0 : (int) (sinceStart % master.renditionFrames(rate));
        int shown = master.shown(frame, rate);
        int first = master.renditionFrame(shown, rate);
        long since = master.still() ? showing.startNanos()
                : Math.max(showing.startNanos(), showing.fullStartNanos() + Frames.toNanos(sinceStart - frame + first, rate));
        return new Due(FrameCode.of(master.item(), shown), clock.monoAt(since), clock.monoAt(showing.startNanos()), clock.monoAt(showing.endNanos()));
    }

    private Programme programme(long monoNanos) {
        Programme programme = Programme.EMPTY;
        for (ShelfWatch.Shelf shelf : shelves.shelves(screen)) {
            programme = shelf.atNanos() <= monoNanos || programme == Programme.EMPTY ? shelf.programme() : programme;
        }
        return programme;
    }

    /** The number of a master in its name; 0 where it is none. */
    static int item(String name) {
        return name.startsWith(NAME) ? Integer.parseInt(name.substring(NAME.length())) : 0;
    }
}
