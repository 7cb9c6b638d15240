package ledwall.controller;

/**
 * What the composition has to be told.
 *
 * @param agentsHost a loopback address: off loopback the agents' port needs TLS, which is not there yet
 * @param agentsPort 0 for any free one
 * @param version this release, as agents are told
 */
public record ControllerSettings(String agentsHost, int agentsPort, String version) {}
