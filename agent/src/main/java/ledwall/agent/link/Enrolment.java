package ledwall.agent.link;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.message.Enrol;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Node;

/** Trades a one-time code for a screen's key, over one connection. On the node's loop; exactly one of the two outcomes follows. */
public final class Enrolment implements Connection.Handler {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String code;
    private final String agentVersion;
    private final Outcome outcome;
    private @Nullable Connection connection;
    private boolean over;

    /** What became of it. */
    public interface Outcome {
        /** The code is used up: the key must be stored before anything else. */
        void enrolled(Enrolled enrolled);

        /** {@code why} names the cause and the next step, for people. */
        void failed(String why);
    }

    private Enrolment(String code, String agentVersion, Outcome outcome) {
        this.code = code;
        this.agentVersion = agentVersion;
        this.outcome = outcome;
    }

    /** Starts it. May be called from any thread. */
    public static void start(Node node, String host, int port, String code, String agentVersion, Outcome outcome) {
        var enrolment = new Enrolment(code, agentVersion, outcome);
        node.loop().post("enrol", () -> {
            node.loop().after(TIMEOUT.multipliedBy(2), "enrolment deadline", () -> enrolment.fail("the controller at " + host + ":" + port
                    + " did not answer in time; check that it runs and that the port is its agents' port"));
            node.dialer().dial(host, port, TIMEOUT, node.loop(), enrolment,
                    reason -> enrolment.fail("cannot reach the controller at " + host + ":" + port + ": " + reason));
        });
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        opened.limitInbound(Phase.GREETING.maxFrameBytes());
        opened.send(MessageCodec.encode(new Enrol(Wire.NEWEST, Wire.OLDEST, code, agentVersion)));
    }

    @Override
    public void received(Connection from, byte[] frame) {
        Optional<ToAgent> message;
        try {
            message = MessageCodec.fromController(frame, Phase.GREETING);
        } catch (MalformedFrame e) {
            fail("what answered is no Ledwall controller: " + e.getMessage());
            return;
        }
        if (message.isEmpty()) {
            return;
        }
        if (message.get() instanceof Enrolled enrolled) {
            if (end()) {
                outcome.enrolled(enrolled);
            }
        } else if (message.get() instanceof Goodbye goodbye) {
            fail(switch (goodbye.reason()) {
                case WRONG_CODE -> "the controller does not know this code, or it was used or has run out; ask for a new one on the screen's page";
                case VERSION -> "the controller does not speak this agent's protocol; install the agent of its release (" + goodbye.detail() + ")";
                default -> "the controller refused: " + goodbye.reason() + " (" + goodbye.detail() + ")";
            });
        } else {
            fail("the controller answered with " + message.get().getClass().getSimpleName() + " where a key was expected");
        }
    }

    @Override
    public void writabilityChanged(Connection of) {
        // One small message: there is nothing to hold back.
    }

    @Override
    public void closed(Connection gone, String reason) {
        fail("the controller closed the connection: " + reason);
    }

    private void fail(String why) {
        if (end()) {
            outcome.failed(why);
        }
    }

    private boolean end() {
        boolean first = !over;
        over = true;
        if (connection != null) {
            connection.close("enrolment is over");
        }
        return first;
    }
}
