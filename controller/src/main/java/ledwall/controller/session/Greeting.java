package ledwall.controller.session;

import java.util.Optional;
import ledwall.controller.health.AgentName;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Enrol;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.Proof;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/** Finds out who is at the door: hello, challenge, proof; or a one-time code for a key. On the control loop; keys and codes are looked up off it. */
final class Greeting {
    /** The newest version of the protocol that this release speaks, and the oldest. */
    static final int PROTOCOL = 1;
    static final int OLDEST_PROTOCOL = 1;

    /** How far the greeting is. */
    private sealed interface Step {
        /** Nothing was said yet. */
        record Silent() implements Step {}

        /** The key or the code is being looked up. */
        record LookingUp() implements Step {}

        /** The challenge is out. */
        record Challenged(Hello hello, Screen screen, Bytes key, Bytes nonce) implements Step {}

        /** There is nothing more to say. */
        record Over() implements Step {}
    }

    /** Somebody who proved to be a screen's agent. */
    record Guest(Screen screen, AgentName agent) {}

    private record Known(Screen screen, Bytes key) {}

    private final Node node;
    private final Rooms rooms;
    private final String version;
    private final Session session;
    private Step step = new Step.Silent();
    /** Which screen the other side says it is; nothing is proved yet. */
    private @Nullable ScreenId claimed;

    Greeting(Node node, Rooms rooms, String version, Session session) {
        this.node = node;
        this.rooms = rooms;
        this.version = version;
        this.session = session;
    }

    /** The peer has said its part, and waits for a look-up of ours. */
    boolean looksUp() {
        return step instanceof Step.LookingUp;
    }

    void hello(Hello hello) {
        if (!(step instanceof Step.Silent)) {
            outOfPhase("Hello");
            return;
        }
        claimed = hello.screen();
        if (speaks(hello.protocol(), hello.oldestProtocol())) {
            step = new Step.LookingUp();
            session.greeted();
            if (!session.listens()) {
                return;
            }
            node.work().submit("greeting " + session.connection().id(), "look up " + hello.screen(),
                    () -> rooms.screens().byId(hello.screen()).flatMap(screen -> rooms.screens().key(hello.screen()).map(key -> new Known(screen, key))),
                    node.loop(), new Work.Outcome<Optional<Known>>() {
                        @Override
                        public void done(Optional<Known> known) {
                            challenge(hello, known.orElse(null));
                        }

                        @Override
                        public void failed(Exception cause) {
                            over(GoodbyeReason.OVERLOADED, "The controller's database does not answer; try again.");
                        }
                    });
        }
    }

    private void challenge(Hello hello, @Nullable Known known) {
        if (!(step instanceof Step.LookingUp) || session.state() != Session.State.GREETING) {
            return;
        }
        if (known == null) {
            over(GoodbyeReason.UNKNOWN_SCREEN, "There is no screen " + hello.screen() + ", or it has no key; enrol it again.");
            return;
        }
        var nonce = Bytes.of(node.entropy().bytes(Handshake.NONCE_BYTES));
        step = new Step.Challenged(hello, known.screen(), known.key(), nonce);
        session.send(new Challenge(Math.min(PROTOCOL, hello.protocol()), nonce));
    }

    void proof(Proof proof) {
        if (!(step instanceof Step.Challenged(Hello hello, Screen screen, Bytes key, Bytes nonce))) {
            outOfPhase("Proof");
            return;
        }
        if (!proof.mac().equalsSecret(Handshake.agentMac(key, screen.id(), hello.nonce(), nonce))) {
            over(GoodbyeReason.WRONG_PROOF, "The proof does not fit the key of screen " + screen.id() + "; enrol it again.");
            return;
        }
        step = new Step.Over();
        Bytes mac = Handshake.controllerMac(key, screen.id(), hello.nonce(), nonce);
        session.welcome(new Guest(screen, agent(hello)), new Welcome(session.connection().id(), mac, screen.id(), screen.name(), screen.width(),
                screen.height(), screen.frameRate(), version, Session.HEARTBEAT_MILLIS, Session.OFFLINE_AFTER_MILLIS, rooms.clock().followAtNanos()));
    }

    /** An agent that does not name its run is told from another by its machine's boot and address. */
    private AgentName agent(Hello hello) {
        String remote = session.connection().remote();
        String run = hello.instance().isEmpty() ? hello.bootId() + " at " + remote.replaceFirst(":\\d+$", "") : hello.instance();
        return new AgentName(hello.agentVersion(), remote, run);
    }

    void enrol(Enrol enrol) {
        if (!(step instanceof Step.Silent)) {
            outOfPhase("Enrol");
        } else if (speaks(enrol.protocol(), enrol.oldestProtocol())) {
            step = new Step.LookingUp();
            session.greeted();
            if (!session.listens()) {
                return;
            }
            String remote = session.connection().remote();
            node.work().submit("sql-write", "redeem an enrolment code", () -> redeem(enrol.code(), remote), node.loop(), new Work.Outcome<Redeemed>() {
                @Override
                public void done(Redeemed redeemed) {
                    enrolled(redeemed);
                }

                @Override
                public void failed(Exception cause) {
                    over(GoodbyeReason.OVERLOADED, "The controller's database does not answer; try again.");
                }
            });
        }
    }

    /** What came of a code: exactly one of the two. */
    private record Redeemed(Enrolments.@Nullable Enrolled enrolled, @Nullable Refusal refusal) {}

    private Redeemed redeem(String code, String remote) {
        try {
            return new Redeemed(rooms.enrolments().redeem(code, remote), null);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.FORBIDDEN) {
                return new Redeemed(null, refusal);
            }
            throw refusal;
        }
    }

    private void enrolled(Redeemed redeemed) {
        var refusal = redeemed.refusal();
        var enrolled = redeemed.enrolled();
        if (refusal != null) {
            over(GoodbyeReason.WRONG_CODE, refusal.cause() + " " + refusal.advice());
        } else if (enrolled != null) {
            session.send(new Enrolled(enrolled.screen().id(), enrolled.screen().name(), enrolled.key()));
            over(GoodbyeReason.SHUTDOWN, "Enrolled; come back with the key.");
        }
    }

    private boolean speaks(int newest, int oldest) {
        if (newest >= OLDEST_PROTOCOL && oldest <= PROTOCOL && oldest <= newest) {
            return true;
        }
        over(GoodbyeReason.VERSION, "This controller speaks versions " + OLDEST_PROTOCOL + " to " + PROTOCOL + ", the agent " + oldest + " to " + newest + ".");
        return false;
    }

    private void outOfPhase(String message) {
        over(GoodbyeReason.OUT_OF_PHASE, message + " has no place here.");
    }

    private void over(GoodbyeReason reason, String detail) {
        step = new Step.Over();
        if (claimed != null) {
            rooms.board().refused(claimed, WireName.of(reason), session.connection().remote(), detail);
        }
        session.end(reason, detail);
    }
}
