package ledwall.protocol;

import java.util.List;
import java.util.Map;
import ledwall.tidy.Ban;
import ledwall.tidy.Exemption;
import ledwall.tidy.Module;
import ledwall.tidy.TidyContract;

class TidyTest extends TidyContract {
    TidyTest() {
        super(new Module(
                "protocol",
                "ledwall.protocol",
                List.of(
                        List.of("frame", "runtime", "timesync"),
                        List.of("id", "runtime.real"),
                        List.of("json"),
                        List.of("timeline", "asrun", "trust"),
                        List.of("message")),
                Map.of(
                        "frame", List.of("runtime", "timesync"),
                        "runtime", List.of("frame", "timesync"),
                        "timesync", List.of("frame", "runtime"),
                        "id", List.of("frame", "timesync", "runtime.real"),
                        "runtime.real", List.of("id", "timesync"),
                        "message", List.of("frame", "runtime.real")),
                Map.of(
                        "io.netty", List.of("frame", "runtime.real"),
                        "com.fasterxml.jackson", List.of("json"),
                        "org.slf4j", List.of("runtime.real")),
                List.of(
                        Exemption.of(
                                "runtime.real",
                                "this is where the seams meet the operating system",
                                Ban.CLOCK, Ban.CHANCE, Ban.THREADS, Ban.FILES, Ban.SOCKETS))));
    }
}
