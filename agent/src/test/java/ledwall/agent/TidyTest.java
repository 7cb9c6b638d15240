package ledwall.agent;

import java.util.List;
import java.util.Map;
import ledwall.tidy.Ban;
import ledwall.tidy.Exemption;
import ledwall.tidy.Module;
import ledwall.tidy.TidyContract;

class TidyTest extends TidyContract {
    TidyTest() {
        super(new Module(
                "agent",
                "ledwall.agent",
                List.of(
                        List.of("keep", "player", "glass"),
                        List.of("health", "player.mpv", "player.blank"),
                        List.of("asrun", "link"),
                        List.of("timesync", "cache", "stop", "release"),
                        List.of("timeline"),
                        List.of("playout"),
                        List.of("setup")),
                Map.of(
                        "playout", List.of("stop", "release", "link", "cache", "timesync", "timeline", "glass", "player.mpv", "player.blank"),
                        "asrun", List.of("link"),
                        "timeline", List.of("release", "asrun", "player", "player.mpv", "player.blank", "glass")),
                Map.of(
                        "io.netty", List.of(),
                        "com.fasterxml.jackson", List.of("player.mpv"),
                        "ch.qos.logback", List.of("setup")),
                List.of(
                        Exemption.of(
                                "player.mpv", "the port to the player: its process, its socket and what it leaves on disk",
                                Ban.FILES, Ban.SOCKETS, Ban.THREADS, Ban.PROCESSES),
                        Exemption.of("Main", "reads the settings and the status file before there is a node", Ban.FILES, Ban.PROCESSES),
                        Exemption.of("StopCommand", "has no loop: waits for an agent on the command's own thread, and asks the system about it", Ban.FILES, Ban.SLEEP),
                        Exemption.of("player.mpv.StrayPlayers", "has no loop: waits for a display on the command's own thread", Ban.SLEEP),
                        Exemption.of("RunningAgent", "ends the process when it is told to or must not go on", Ban.THREADS, Ban.PROCESSES),
                        Exemption.of("setup", "settings, key and lock are read before there is a node", Ban.FILES),
                        Exemption.of("glass", "the port to the X display: its socket and the key to it", Ban.FILES, Ban.SOCKETS),
                        Exemption.of("glass.XStage", "what is to be seen at an instant waits for no loop and no pool: a thread of its own", Ban.THREADS))));
    }
}
