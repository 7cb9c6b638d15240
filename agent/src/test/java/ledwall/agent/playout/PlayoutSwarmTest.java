package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.sim.Marks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once, by seed: edits, files that come late, dying agents and players; then it must heal and tell the truth. */
class PlayoutSwarmTest {
    private static final long MILLI = 1_000_000L;
    private static final int SEEDS = 20;

    @Test
    void whateverHappensItHealsAndTheLogTellsTheTruth() {
        var marks = new Marks();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var story = new Story(seed);
            try {
                story.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            marks.addAll(story.wall.world.marks());
        }
        marks.assertHit("fault.kill", "player.kill", "player.spareKilled", "player.freeze", "player.hung", "player.jammed", "player.late",
                "stage.late", "stage.gone", "stage.failed",
                "story.edit", "story.missing", "story.arrived", "story.reboot",
                "story.inferred", "story.interrupted", "story.missed",
                "story.quiet", "story.wasQuiet");
    }

    /** A list that comes on a moment late where the one before had gone on to the same item already, unreported. */
    @ParameterizedTest
    @ValueSource(longs = {36, 41, 152, 185})
    void aStartThatWasNotSeenHasABoundThatSaysSo(long seed) {
        new Story(seed).run();
    }

    /** A player that stands still and is given up, and another one that goes on with the same picture. */
    @ParameterizedTest
    @ValueSource(longs = {142, 164})
    void whoGoesOnWithAPictureThatStoodStillHasARecordOfItsOwn(long seed) {
        new Story(seed).run();
    }

    /** Light in quiet hours: a player that is seen, or about to be, was taken for a spare, because the display could not be asked or had not answered yet. */
    @ParameterizedTest
    @ValueSource(longs = {80, 186})
    void whoMayBeSeenStandsByWithNothing(long seed) {
        new Story(seed).run();
    }

    /** A window that is moved in late shows what its list has come to by then; what was held for it showed a frame of its next cue. */
    @ParameterizedTest
    @ValueSource(longs = {64, 268, 296})
    void aListThatComesOnLateIsEnteredAsItIsSeen(long seed) {
        new Story(seed).run();
    }

    /** Ended or dark for a moment, and then the same picture again; the silence of the dark is no doubt of when it came on. */
    @ParameterizedTest
    @ValueSource(longs = {52, 106, 227})
    void whatComesBackOutOfTheDarkIsAShowingOfItsOwn(long seed) {
        new Story(seed).run();
    }

    /** An agent that dies between the second announcement of a turn and its light, or before stand-ins that come ahead of what was announced. */
    @ParameterizedTest
    @ValueSource(longs = {48, 219, 341})
    void whatWasSeenWithoutAnAgentIsInferredFromWhatWasAnnouncedWhen(long seed) {
        new Story(seed).run();
    }

    /** What came and went between two reports, or while nobody could look before the PC went off; and a flash before the showing. */
    @ParameterizedTest
    @ValueSource(longs = {567, 700, 981})
    void whatMayHaveBeenSeenIsNeitherMissedNorClaimed(long seed) {
        new Story(seed).run();
    }

    private static final class Story {
        final Wall wall;
        private final SplittableRandom random;
        private final List<MediaHash> missing = new ArrayList<>();
        private long version = 1;
        private long upNanos;

        Story(long seed) {
            wall = new Wall(seed);
            random = new SplittableRandom(seed * 7919);
            wall.screen.eventEvery(1 + random.nextInt(5));
            wall.set(new Programme(List.of(entry(0, 0, timeline(1, block(0, Block.FOREVER, new Block.Start(0, 0), cues()))))));
        }

        /** At least two, named by version, so that neighbours on the glass never share a file. */
        private Cue[] cues() {
            Cue[] out = new Cue[2 + random.nextInt(4)];
            for (int i = 0; i < out.length; i++) {
                int frames = 40 + random.nextInt(300);
                out[i] = cue("v" + version + "-" + i, random.nextBoolean() ? frames : 1 + frames / 3, frames);
            }
            return out;
        }

        void run() {
            for (int i = 0; i < 40; i++) {
                wall.run(Duration.ofMillis(random.nextInt(15_000)));
                act(random.nextInt(8));
                keepDark();
            }
            wall.run(Duration.ofMinutes(3));
            wall.screen.answerLate(Duration.ZERO);
            wall.screen.displayAnswersLate(Duration.ZERO);
            List.copyOf(missing).forEach(this::arrive);
            wall.run(Duration.ofSeconds(30));
            long healed = wall.world.nowNanos();
            wall.run(Duration.ofSeconds(60));
            assertEquals(PlayState.PLAYING, wall.playout.status().state());
            assertEquals(List.of(), wall.problems.list());
            Checks.glassFollows(wall, healed, wall.world.nowNanos(), 170 * MILLI);
            Checks.asRunTellsTheTruth(wall);
            for (Outcome outcome : List.of(Outcome.INFERRED, Outcome.INTERRUPTED, Outcome.MISSED)) {
                if (Checks.count(wall, outcome) > 0) {
                    wall.world.marks().hit("story." + outcome.name().toLowerCase(Locale.ROOT));
                }
            }
            assertTrue(wall.log.unfinished().size() <= 2, "only what is on the glass and what comes next is open");
        }

        /** Where quiet was due for two seconds of an agent's life it is dark. */
        private void keepDark() {
            long now = wall.world.nowNanos();
            if (now - upNanos > 2 * SECOND && wall.programme.quiet(now).filter(window -> window.fromNanos() < now - 2 * SECOND).isPresent()
                    && wall.programme.inForce(now).orElseThrow().change().atNanos() < now - 2 * SECOND) {
                wall.world.marks().hit("story.wasQuiet");
                Checks.dark(wall, now - SECOND, now);
            }
        }

        private void act(int what) {
            switch (what) {
                case 0 -> {
                    wall.killAgent();
                    wall.run(Duration.ofMillis(random.nextInt(20_000)));
                    wall.startAgent();
                    upNanos = wall.world.nowNanos();
                }
                case 1 -> {
                    if (random.nextInt(3) == 0) {
                        wall.screen.killSpare();
                    } else {
                        wall.screen.kill();
                    }
                }
                case 2 -> {
                    switch (random.nextInt(4)) {
                        case 0 -> wall.screen.freeze();
                        case 1 -> wall.screen.freezeSpare();
                        case 2 -> wall.screen.jamSpare();
                        default -> wall.screen.stall(Duration.ofMillis(random.nextInt(5_000)));
                    }
                }
                case 3 -> {
                    switch (random.nextInt(3)) {
                        case 0 -> wall.screen.displayAnswersLate(Duration.ofMillis(random.nextInt(1, 300)));
                        case 1 -> {
                            wall.screen.displayGone(true);
                            wall.world.after(Duration.ofMillis(random.nextInt(10_000)), () -> wall.screen.displayGone(false));
                        }
                        default -> wall.screen.answerLate(Duration.ofMillis(random.nextInt(200)));
                    }
                }
                case 4, 5 -> edit();
                case 6 -> {
                    if (missing.isEmpty()) {
                        lose();
                    } else {
                        arrive(missing.getFirst());
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        wall.world.marks().hit("story.reboot");
                        wall.reboot();
                        upNanos = wall.world.nowNanos();
                    }
                }
            }
        }

        /** A new loop at the end of the cue on air, as a rollout decides it; or at once. */
        private void edit() {
            wall.world.marks().hit("story.edit");
            version++;
            long now = wall.world.nowNanos();
            var due = wall.programme.due(now + 2 * SECOND);
            long at = random.nextInt(3) == 0 || due.isEmpty() ? now + 400 * MILLI : due.get().endNanos();
            Programme.Entry current = wall.programme.inForce(now).orElseThrow();
            var timeline = timeline(version, block(0, Block.FOREVER, null, cues()));
            wall.set(programme(current, entry(at, random.nextInt(3), random.nextInt(2) == 0 ? timeline : timeline.withQuiet(quiet(now)))));
        }

        /** Some windows from now on; at last there is none, so that it is to heal in the light. */
        private List<QuietWindow> quiet(long now) {
            wall.world.marks().hit("story.quiet");
            var out = new ArrayList<QuietWindow>();
            long at = now + random.nextLong(10 * SECOND);
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                long until = at + random.nextLong(1, 20 * SECOND);
                out.add(new QuietWindow(at, until));
                at = until + random.nextLong(1, 20 * SECOND);
            }
            return out;
        }

        private void lose() {
            wall.world.marks().hit("story.missing");
            MediaHash hash = wall.programme.entries().getLast().timeline().blocks().getFirst().cues().getFirst().media().hash();
            missing.add(hash);
            wall.missing.add(hash);
            wall.playout.mediaChanged();
        }

        private void arrive(MediaHash hash) {
            wall.world.marks().hit("story.arrived");
            missing.remove(hash);
            wall.arrived(hash);
        }
    }
}
