package ledwall.agent;

import ledwall.agent.glass.Glass;
import ledwall.agent.player.Player;
import ledwall.protocol.runtime.Node;

/**
 * One agent, composed from its parts: the same composition for {@code Main} and for the simulation. {@link #start} is called once, before or on the loop, and reads
 * what is kept on disk; everything after it happens on the node's loop.
 */
public final class AgentNode {
    private final AgentConfig config;
    private final Node node;
    private final Player player;
    private final Glass glass;

    public AgentNode(AgentConfig config, Node node, Player player, Glass glass) {
        this.config = config;
        this.node = node;
        this.player = player;
        this.glass = glass;
    }

    /** Reads what the last run left on disk, takes over a living player, plays what is due and dials the controller. */
    public void start() {}

    /** Says goodbye and lets go of the player, which plays on; {@code stopped} follows on the loop. */
    public void stop(Runnable stopped) {
        node.loop().post("agent stopped", stopped);
    }

    @Override
    public String toString() {
        return "agent " + config.screen() + " (" + player.lead() + ", " + glass + ")";
    }
}
