package ledwall.controller.health;

/**
 * Which agent speaks for a screen.
 *
 * @param run names this run of it: equal for one that comes back, different for two that hold the same key
 * @param address host and port, as the connection came
 */
public record AgentName(String version, String address, String run) {}
