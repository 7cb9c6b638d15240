package ledwall.agent.cache;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ledwall.agent.health.Problems;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Timeline;

/**
 * Clips whose frames end before their timeline says: a player would stand on the last one until the next cue. The programme is told with the frames that are
 * there, so that such a clip begins again where it ends, as any clip does whose cue is longer. On the agent's loop; reads inside {@code Work}.
 */
public final class Measures {
    private static final String SHORT = "clipShort";

    private final Node node;
    private final MediaStore store;
    private final Problems problems;
    private final Supplier<Programme> programme;
    private final Consumer<MediaHash> shorter;
    /** Of files that hold a countable clip; a file never changes under its name. */
    private final Map<MediaHash, Integer> frames = new TreeMap<>();
    private final Set<MediaHash> asked = new TreeSet<>();
    private final Set<MediaHash> told = new TreeSet<>();
    private Programme from = Programme.EMPTY;
    private Programme made = Programme.EMPTY;

    /**
     * @param programme as the timelines say it
     * @param shorter told of a clip that was found to be shorter than said, after {@link #programme} says so
     */
    public Measures(Node node, Problems problems, Supplier<Programme> programme, Consumer<MediaHash> shorter) {
        this.node = node;
        this.store = new MediaStore(node.disk());
        this.problems = problems;
        this.programme = programme;
        this.shorter = shorter;
    }

    /** A file is here and whole. */
    public void verified(MediaHash hash) {
        if (asked.add(hash)) {
            node.work().submit("measure", "count the frames of " + hash, () -> store.frames(hash), node.loop(), new Work.Outcome<OptionalInt>() {
                @Override
                public void done(OptionalInt counted) {
                    counted.ifPresent(count -> counted(hash, count));
                }

                @Override
                public void failed(Exception cause) {
                    // The inspection finds out why; until then the timeline is believed.
                    asked.remove(hash);
                }
            });
        }
    }

    private void counted(MediaHash hash, int count) {
        if (count > 0) {
            frames.put(hash, count);
            from = Programme.EMPTY;
            programme();
            if (told.contains(hash)) {
                shorter.accept(hash);
            }
        }
    }

    /** Nothing more is known of files that nothing needs. */
    public void retain(Set<MediaHash> needed) {
        frames.keySet().retainAll(needed);
        asked.retainAll(needed);
        for (MediaHash hash : List.copyOf(told)) {
            if (!needed.contains(hash)) {
                told.remove(hash);
                problems.clear(SHORT, hash.value());
            }
        }
    }

    /** The programme with the frames that are there. */
    public Programme programme() {
        Programme said = programme.get();
        if (!said.equals(from)) {
            made = as(said);
            from = said;
        }
        return made;
    }

    private Programme as(Programme said) {
        return said.entries().stream().noneMatch(entry -> isShort(entry.timeline())) ? said
                : new Programme(said.entries().stream().map(entry -> new Programme.Entry(as(entry.timeline()), entry.change())).toList());
    }

    private Timeline as(Timeline said) {
        if (isShort(said.slate())) {
            tell(said.slate(), "the slate");
        }
        return new Timeline(said.screen(), said.version(), said.width(), said.height(), said.frameRate(), as(said.slate()),
                said.blocks().stream().map(this::as).toList(), said.quiet(),
                said.releases().stream().map(each -> new ReleaseBlock(each.release(), each.needsToken(), as(each.block()))).toList());
    }

    private Block as(Block said) {
        return isShort(said) ? new Block(said.fromNanos(), said.untilNanos(), said.rule(), said.cues().stream().map(this::as).toList(), said.start()) : said;
    }

    private Cue as(Cue said) {
        if (isShort(said.media())) {
            tell(said.media(), "\"" + said.name() + "\"");
        }
        return new Cue(said.item(), said.name(), as(said.media()), said.frames());
    }

    private boolean isShort(Timeline said) {
        return isShort(said.slate()) || said.cues().anyMatch(cue -> isShort(cue.media()));
    }

    private boolean isShort(Block said) {
        return said.cues().stream().anyMatch(cue -> isShort(cue.media()));
    }

    private void tell(MediaRef said, String name) {
        told.add(said.hash());
        problems.raise(SHORT, said.hash().value(), "The file of " + name + " holds " + frames.get(said.hash()) + " frames of the " + said.frames()
                + " that it should have. It begins again where it ends, and what follows comes at its time.");
    }

    private boolean isShort(MediaRef said) {
        Integer counted = frames.get(said.hash());
        return counted != null && counted < said.frames();
    }

    private MediaRef as(MediaRef said) {
        Integer counted = frames.get(said.hash());
        return counted == null || counted >= said.frames() ? said : new MediaRef(said.hash(), said.bytes(), counted);
    }
}
