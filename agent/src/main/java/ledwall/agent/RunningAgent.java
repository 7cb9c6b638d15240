package ledwall.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ledwall.agent.glass.Glass;
import ledwall.agent.glass.XGlass;
import ledwall.agent.glass.XStage;
import ledwall.agent.player.Deck;
import ledwall.agent.player.Player;
import ledwall.agent.player.Stage;
import ledwall.agent.player.blank.BlankPlayer;
import ledwall.agent.player.deck.Decks;
import ledwall.agent.player.mpv.MpvPlayer;
import ledwall.agent.player.mpv.MpvSettings;
import ledwall.agent.setup.Logs;
import ledwall.agent.setup.ScreenKey;
import ledwall.agent.setup.Settings;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.real.RealNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent of a real screen, from its start until a signal ends it. */
final class RunningAgent {
    private static final Logger LOG = LoggerFactory.getLogger(RunningAgent.class);
    /** With what {@link RealNode#close} takes, SIGTERM is answered within 10 s. */
    private static final Duration PARTING = Duration.ofSeconds(3);
    /** One is seen, one is the spare, and one comes up where either has died. */
    private static final char[] DECKS = {'a', 'b', 'c'};
    private static final int SOFTWARE = 70;
    /** EX_TEMPFAIL of sysexits(3): whatever supervises an agent starts it again, also one that restarts failures only. */
    private static final int AGAIN = 75;

    private RunningAgent() {}

    /** Does not return: a signal, or a technician who has it start again, ends the process. */
    static void run(Settings settings, ScreenKey key, String version) throws IOException {
        Logs.toFile(settings.data());
        Settings.Address controller = settings.controller() == null ? key.controller() : settings.controller();
        LOG.info("agent {} of screen {} ({}), controller {}, {} on {}, data in {}", version, key.screen(), key.screenName(), controller, settings.player(),
            settings.display(), settings.data());
        // A broken invariant might show the wrong thing; the supervisor starts a clean process, and the player plays on meanwhile.
        RealNode node = RealNode.openSmall("agent", settings.data(), (task, error) -> Runtime.getRuntime().halt(SOFTWARE));
        var config = new AgentConfig(controller.host(), controller.port(), key.screen(), key.key(), version, settings.displayDelay());
        @Nullable XStage stage = stage(settings, node);
        AgentNode agent = stage == null ? AgentNode.start(config, node.node(), new BlankPlayer(node.node().clock(), node.node().loop()), noGlass())
            : AgentNode.start(config, node.node(), decks(mpv(settings), node.node(), stage), new XGlass(stage));
        var again = new CountDownLatch(1);
        agent.onRestartAsked(again::countDown);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end(agent, node);
            // A signal that was obeyed is no failure: without this the exit code would be 143.
            Runtime.getRuntime().halt(again.getCount() == 0 ? AGAIN : 0);
        }, "agent-end"));
        try {
            again.await();
            LOG.info("ending, to be started again: a technician asked for it");
            System.exit(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(AgentNode agent, RealNode node) {
        LOG.info("ending; the player plays on");
        var parted = new CountDownLatch(1);
        agent.stop(false, parted::countDown);
        try {
            if (!parted.await(PARTING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the agent's loop did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
        LOG.info("ended");
        Logs.end();
    }

    private static Player decks(MpvSettings settings, Node node, Stage stage) {
        List<Deck> decks = new ArrayList<>();
        for (char name : DECKS) {
            decks.add(new MpvPlayer(settings.of(name), node.clock(), node.loop(), node.work(), stage));
        }
        return new Decks(node.clock(), node.loop(), stage, decks, settings.displayDelay());
    }

    static MpvSettings mpv(Settings settings) {
        Path data = settings.data();
        return new MpvSettings(data, 'a', settings.display(), settings.videoOutput(), settings.decoderThreads(), settings.displayDelay());
    }

    /** Refuses to start where another agent has the output, or there is none of that name: both would show somebody's content on the wrong wall. */
    private static @Nullable XStage stage(Settings settings, RealNode node) throws IOException {
        if (settings.player() == Settings.PlayerKind.BLANK) {
            return null;
        }
        String who = "process " + ProcessHandle.current().pid() + ", data in " + settings.data();
        var stage = new XStage(settings.display(), settings.output(), who, node.node().clock(), node.node().loop());
        try {
            stage.begin();
        } catch (IOException e) {
            stage.close();
            node.close();
            throw e;
        }
        return stage;
    }

    private static Glass noGlass() {
        return maxWidth -> {
            throw new IOException("this agent has no display (player=blank)");
        };
    }
}
