package ledwall.controller;

import ledwall.controller.schedule.Freeze;

/**
 * What the composition has to be told.
 *
 * @param agentsHost a loopback address: off loopback the agents' port needs TLS, which is not there yet
 * @param agentsPort 0 for any free one
 * @param version this release, as agents are told
 * @param freeze what ordinary edits do not change
 */
public record ControllerSettings(String agentsHost, int agentsPort, String version, Freeze freeze) {
    /** With the standard freeze window. */
    public ControllerSettings(String agentsHost, int agentsPort, String version) {
        this(agentsHost, agentsPort, version, Freeze.STANDARD);
    }
}
