package ledwall.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/** Who comes to the agents' port and is no agent: some say nothing, some take for ever to say it. Whoever is sent away comes again. */
final class Strangers {
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** By then the controller knows that they are gone, also where it stood still meanwhile. */
    private static final long PARTING_NANOS = 15_000_000_000L;
    private static final Duration DIAL = Duration.ofSeconds(5);
    /** A greeting would take half a minute, in pieces of four bytes at most. */
    private static final long CRUMBS_PER_SECOND = 8;
    private static final int CRUMB_BYTES = 4;

    private final SimWorld world;
    private final Node node;
    private final List<Place> places = new ArrayList<>();
    private int most;
    private long goneNanos;

    /** @param node the machine they sit on */
    Strangers(SimWorld world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** Strangers on a machine of their own. */
    static Strangers at(SimWorld world, String host) {
        return new Strangers(world, world.node(host));
    }

    /** So many hold connections and say nothing. */
    void idle(int many) {
        come(many, null);
    }

    /** So many greet the controller over a line that carries a few bytes a second; for machines of their own. */
    void dribble(String host, int many) {
        world.network().rate(host, SimFleet.CONTROLLER, CRUMBS_PER_SECOND);
        world.network().budget(host, SimFleet.CONTROLLER, CRUMB_BYTES);
        come(many, MessageCodec.encode(new Hello(1, 1, new ScreenId("screen-stranger"), "sim", "boot", Bytes.of(new byte[32]))));
    }

    private void come(int many, byte @Nullable [] greeting) {
        for (int i = 0; i < many; i++) {
            var place = new Place(greeting);
            places.add(place);
            place.dial();
        }
        most = 2 * places.size();
    }

    /** All of them go. */
    void leave() {
        if (!places.isEmpty()) {
            goneNanos = world.nowNanos();
        }
        places.forEach(Place::leave);
        places.clear();
    }

    /** How many connections of theirs the controller may hold: one that ends takes a while, and the next may be there before. */
    int most() {
        return places.isEmpty() && world.nowNanos() - goneNanos > PARTING_NANOS ? 0 : most;
    }

    /** One of them. */
    private final class Place implements Connection.Handler {
        private final byte @Nullable [] greeting;
        private @Nullable Connection connection;
        private boolean left;

        Place(byte @Nullable [] greeting) {
            this.greeting = greeting;
        }

        void dial() {
            if (!left) {
                node.dialer().dial(SimFleet.CONTROLLER, SimFleet.PORT, DIAL, node.loop(), this, why -> again());
            }
        }

        private void again() {
            node.loop().after(AGAIN, "come again", this::dial);
        }

        void leave() {
            left = true;
            Connection open = connection;
            if (open != null) {
                open.close("leaves");
            }
        }

        @Override
        public void opened(Connection opened) {
            connection = opened;
            if (left) {
                opened.close("leaves");
            } else if (greeting != null) {
                opened.send(greeting);
            }
        }

        @Override
        public void received(Connection from, byte[] frame) {
            // Whatever it says.
        }

        @Override
        public void writabilityChanged(Connection of) {
            // It has nothing more to say.
        }

        @Override
        public void closed(Connection of, String reason) {
            connection = null;
            again();
        }
    }
}
