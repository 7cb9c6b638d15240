package ledwall.agent.link;

import ledwall.protocol.message.ToController;

/** The way to the controller, for the parts that have something to say. All calls on the agent's loop. */
public interface Uplink {
    /** Whether a session is welcomed: what is sent without one is dropped. */
    boolean open();

    /** False while much waits to be sent: whatever is not urgent should wait too. Also false without a session. */
    boolean writable();

    /** Queues a message. Dropped without a session: every part says its state anew when it is welcomed. */
    void send(ToController message);
}
