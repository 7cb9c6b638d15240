package ledwall.agent.link;

/** The versions of the protocol that this agent speaks. */
final class Wire {
    static final int NEWEST = 1;
    static final int OLDEST = 1;

    private Wire() {}
}
