package ledwall.protocol.runtime;

/** The world as one node (a controller or an agent) sees it: handed to its composition by {@code Main}, or by the simulation. */
public record Node(Clock clock, Loop loop, Work work, Disk disk, Entropy entropy, Dialer dialer, Listener listener) {}
