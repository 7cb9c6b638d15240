package ledwall.agent.playout;

import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ledwall.agent.health.Problems;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Programme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a technician should know of playout, raised while it lasts. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final Problems problems;
    /** Nothing is known to be missing before something was wanted. */
    private Rung rung = Rung.BLACK;
    private boolean lost;
    private String gone = "it died or hangs";

    Trouble(Problems problems) {
        this.problems = problems;
    }

    void look(Scene scene, Suspects suspects, OutputState output, Programme programme) {
        Due due = scene.due();
        if (scene.rung() != rung) {
            String nothing = scene.rung() == Rung.QUIET ? "it is to be dark" : "nothing is planned";
            LOG.info("ladder: {} -> {}: {}", rung, scene.rung(), due == null ? nothing : "\"" + due.name() + "\" is due");
            rung = scene.rung();
        }
        set("mediaMissing", due != null && scene.standIn() && !suspects.unplayable().contains(due.media()), due == null ? "" : "\"" + due.name()
                + "\" is due, but its file (" + due.media().value().substring(0, 12) + "...) is not whole on this PC; " + instead(scene)
                + " It is fetched as soon as the controller can be reached.");
        set("slateMissing", scene.rung() == Rung.BLACK && !programme.entries().isEmpty(),
                "Nothing that is due now is on this PC, and neither is the slate: the screen is black."
                        + " It is fetched as soon as the controller can be reached.");
        set("mediaUnplayable", !suspects.unplayable().isEmpty(), "The player cannot play " + names(suspects.unplayable(), programme)
                + " although the file is whole; " + instead(scene));
        // Until one is up: an attempt to start one mends nothing.
        lost = output == OutputState.LOST || (lost && output == OutputState.OPENING);
        set("playerLost", lost, "The player is gone (" + gone + ") and is being started again. If this lasts, look into the agent's log.");
    }

    private static String instead(Scene scene) {
        Due shown = scene.rung() == Rung.STAND_IN ? scene.shown() : null;
        return shown == null ? "the slate stands in for it." : "other items of the list stand in for it, now \"" + shown.name() + "\".";
    }

    /** What people call these files; one that no item shows any more is told by its hash. */
    private static String names(Set<MediaHash> media, Programme programme) {
        var names = new TreeMap<MediaHash, String>();
        media.forEach(hash -> names.put(hash, "file " + hash.value().substring(0, 12) + "..."));
        for (Programme.Entry entry : programme.entries()) {
            entry.timeline().cues().forEach(cue -> names.computeIfPresent(cue.media().hash(), (hash, name) -> "\"" + cue.name() + "\""));
        }
        return names.values().stream().distinct().sorted().collect(Collectors.joining(", "));
    }

    /** Why the player is not there, for people. */
    void gone(String reason) {
        gone = reason;
    }

    void listWritten() {
        problems.clear("listNotWritten");
    }

    void listNotWritten(Exception cause) {
        problems.raise("listNotWritten", "The running list cannot be written down (" + cause.getMessage()
                + "): after a restart of the agent its player could not"
                + " be adopted. Free space on the screen PC's disk.");
    }

    void unrecorded(boolean open) {
        set("shownUnrecorded", open, "The disk of this PC took longer than 0.5 s to keep what comes on next, so it came on unrecorded. Until the disk catches up, a"
                + " crash loses its as-run record. Look for a full or failing disk.");
    }

    private void set(String code, boolean open, String detail) {
        if (open) {
            problems.raise(code, detail);
        } else {
            problems.clear(code);
        }
    }
}
