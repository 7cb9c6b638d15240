package ledwall.controller;

import java.util.List;
import java.util.Map;
import ledwall.tidy.Ban;
import ledwall.tidy.Exemption;
import ledwall.tidy.Module;
import ledwall.tidy.TidyContract;

class TidyTest extends TidyContract {
    TidyTest() {
        super(new Module(
                "controller",
                "ledwall.controller",
                List.of(
                        List.of("change", "refusal", "clock"),
                        List.of("text"),
                        List.of("access", "screen", "media", "notice", "playlist", "calendar"),
                        List.of("release.channel"),
                        List.of("release.channel.http", "release.channel.feed", "release.channel.manual", "release.handoff"),
                        List.of("release.channel.webhook", "release.channel.wechat"),
                        List.of("media.ffmpeg", "schedule", "asrun", "health"),
                        List.of("rollout", "release.walls", "emergency"),
                        List.of("release"),
                        List.of("session", "transfer"),
                        List.of("storage", "web", "setup")),
                Map.of(
                        "storage", List.of("web", "media.ffmpeg", "setup"),
                        "web", List.of("storage", "media.ffmpeg", "setup"),
                        "transfer", List.of("session"),
                        "rollout", List.of("media.ffmpeg", "release.walls"),
                        "release.walls", List.of("media", "media.ffmpeg", "playlist", "schedule", "rollout", "emergency"),
                        "emergency", List.of("rollout", "media", "media.ffmpeg", "playlist", "schedule")),
                Map.of(
                        "io.netty", List.of(),
                        "io.vertx", List.of("web", "release.channel.http", ""),
                        "com.fasterxml.jackson", List.of("web"),
                        "org.jdbi", List.of("storage"),
                        "java.sql", List.of("storage"),
                        "org.bouncycastle", List.of("access"),
                        "org.dmfs", List.of("calendar"),
                        "biweekly", List.of("calendar")),
                List.of(
                        Exemption.of("Main", "tells the shell by its exit code how the program ended", Ban.PROCESSES),
                        Exemption.of("RunningController", "ends the process when it is told to or must not go on", Ban.THREADS, Ban.PROCESSES),
                        Exemption.of("setup", "settings and lock are read before there is a node; an address is told by the resolver", Ban.FILES, Ban.SOCKETS),
                        Exemption.of("text.Fonts", "fonts are the system's files, beside the node's own disk", Ban.FILES),
                        Exemption.of("storage", "the database is a file that the SQL driver opens itself", Ban.FILES),
                        Exemption.of("release.channel.http", "an address is looked at before it is called, and then that one is called", Ban.SOCKETS),
                        Exemption.of("web", "a request waits for SQL on its own virtual thread, never on the event loop", Ban.THREADS),
                        Exemption.of(
                                "media.ffmpeg", "the port to the media tools: their processes, which live as long as the threads that start them, and their output",
                                Ban.FILES, Ban.PROCESSES, Ban.THREADS))));
    }
}
