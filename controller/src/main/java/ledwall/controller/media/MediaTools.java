package ledwall.controller.media;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import ledwall.controller.text.Film;
import org.jspecify.annotations.Nullable;

/**
 * The programs that look into media files and make new ones. Paths are those of the node's {@link ledwall.protocol.runtime.Disk}. Blocking: call it inside
 * {@code Work}. A file that cannot be used is refused with a {@link ledwall.controller.refusal.Refusal}; one of kind {@code UNAVAILABLE} says that it may go
 * well later (no space, program missing).
 */
public interface MediaTools {
    /** A still becomes a clip of this length: long enough to be worth a cue, short enough to cost little; cues repeat or cut it. */
    Duration STILL_CLIP = Duration.ofSeconds(5);

    /** Reads the header, checks the limits, then decodes one frame. */
    Probe probe(Source source) throws IOException;

    /** Writes a JPEG, 320 pixels wide, of a frame near the beginning. */
    void thumbnail(Source source, String to) throws IOException;

    /**
     * Renders all outputs in one run that decodes the source once.
     *
     * @return the whole frames of each output, in the same order
     */
    List<Integer> render(Source source, List<Output> outputs, Progress progress) throws IOException;

    /** Renders frames that were drawn here; returns how many they are. */
    int draw(Film film, Shape shape, String to, Progress progress) throws IOException;

    /** Renders the neutral picture that stands when nothing else can; returns its frames. The same shape always gives the same bytes. */
    int slate(Shape shape, String to) throws IOException;

    /**
     * Makes a channel's file, within its limit. {@code request.master()} is not looked at: the source is what it is made of.
     *
     * @throws ledwall.controller.refusal.Refusal also if nothing that is worth looking at fits the limit
     */
    Made make(Source source, ChannelRequest request, String to, Progress progress) throws IOException;

    /** What came out: its picture's size, and how long it runs unless it is a picture. */
    record Made(int width, int height, @Nullable Duration length) {}

    /** A file of which {@link Sniffer} said what it is. */
    record Source(String path, Container container) {}

    /** What a master is: its picture's size as people see it (turned, square pixels), and its length unless it is a still. */
    record Probe(Media.Kind kind, int width, int height, @Nullable Duration length) {}

    /** One file to make. */
    record Output(Shape shape, Fit fit, String path) {}

    /** Told now and then how far a run has come, from any thread. */
    interface Progress {
        void percent(int percent);
    }
}
