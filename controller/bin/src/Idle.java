import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.MessageCodec;

/**
 * Two thousand idle connections at the agents' port of a demo of its own, from the agents' own address: whether a genuine agent still comes in, whether the
 * others notice anything, and what the crowd costs. Prints one line a figure, with the bar beside it. Run by {@code controller/bin/bench idle}.
 */
public final class Idle {
    private static final int SCREENS = 3;
    private static final int ROUNDS = 3;
    private static final int SETTLE_SECONDS = 8;

    private final Path work;
    private final DemoRun demo;
    private final int agentsPort;
    private final int crowd;
    private final Report report = new Report();

    private Idle(BenchOptions options) {
        this.work = options.work();
        this.agentsPort = options.agentsPort();
        this.crowd = (int) options.number("--connections");
        this.demo = options.demo(SCREENS);
    }

    public static void main(String[] arguments) throws Exception {
        var idle = new Idle(BenchOptions.parse("idle", arguments, Map.of("--connections", "2000")));
        Runtime.getRuntime().addShutdownHook(new Thread(idle.demo::end, "end"));
        idle.run();
        idle.demo.end();
        idle.report.print();
        System.exit(0);
    }

    private void run() throws Exception {
        demo.start();
        List<ScreenId> ids = new ArrayList<>();
        for (int k = 1; k <= SCREENS; k++) {
            ids.add(new ScreenId(Api.text(Files.readString(work.resolve("screens/" + k + "/screen.json")), "screen")));
        }
        String killed = ids.getFirst().value();
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        long pid = demo.pid("controller.pid");
        long before = rssKilobytes(pid);
        var watch = new Watch(killed, pid);
        try (var idlers = new Idlers(new InetSocketAddress("127.0.0.1", agentsPort), crowd, hello(ids.get(1)))) {
            idlers.come();
            Thread.ofPlatform().daemon().name("watch").start(watch);
            double worst = 0;
            for (int round = 0; round < ROUNDS; round++) {
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                worst = Math.max(worst, secondsUntilBack(killed));
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double longest = Math.max(idlers.endSeconds(), idlers.longestNanos / 1e9);
            watch.end();
            report.figure("kill -9 agent in the crowd -> online again, worst of " + ROUNDS, worst, "s", 15);
            report.figure("the other screens: polls of the API that saw one offline", watch.offline, "", 0);
            report.figure("the other screens: oldest heartbeat", watch.oldestSeconds, "s", 6);
            report.figure("an idle connection: longest until it was shown out", longest, "s", 6);
            report.figure("controller's resident memory: growth per idle connection", Math.max(0.0, watch.mostKilobytes - before) / crowd, "KiB", 32);
            report.figure("controller restarts", demo.pid("controller.pid") == pid ? 0 : 1, "", 0);
            report.note("%d places, at most %d open at once; %d connections opened, %d shown out, %d not taken; a place is taken again after 1 s", crowd,
                    idlers.mostStanding, idlers.opened, idlers.shownOut, idlers.failed);
            report.note("resident memory %.1f MiB before, %.1f MiB at most; %d polls; load %s", before / 1024.0, watch.mostKilobytes / 1024.0, watch.polls, Report.load());
        }
    }

    private double secondsUntilBack(String screen) throws InterruptedException {
        long old = demo.pid("screens/1/agent.pid");
        Instant since = Instant.now();
        long began = System.nanoTime();
        demo.kill(old);
        // A heartbeat that was under way when the agent was killed is no sign of life.
        Instant alive = since.plusMillis(500);
        await("agent 1 is online again", 60, () -> demo.pid("screens/1/agent.pid") != old && states().stream()
                .anyMatch(state -> state.id().equals(screen) && state.online() && state.heartbeat().isAfter(alive)));
        return (System.nanoTime() - began) / 1e9;
    }

    /** A framed hello of an agent that will never prove what it says. */
    private static byte[] hello(ScreenId screen) {
        byte[] frame = MessageCodec.encode(new Hello(1, 1, screen, "idle", "boot", Bytes.of(new byte[32])));
        return ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array();
    }

    private record State(String id, boolean online, Instant heartbeat) {}

    /** Every screen as the API tells it; empty if it does not answer. */
    private List<State> states() {
        var out = new ArrayList<State>();
        String[] pieces = demo.api().quiet("/api/v1/screens").split("(?=\\{\"id\":\"screen-)");
        for (String piece : List.of(pieces).subList(1, pieces.length)) {
            var heard = Api.texts(piece, "lastHeartbeatAt");
            out.add(new State(Api.text(piece, "id"), piece.contains("\"online\":true"), heard.isEmpty() ? Instant.EPOCH : Instant.parse(heard.getFirst())));
        }
        return out;
    }

    /** Looks at the screens that nobody kills, and at the controller's memory, until it is told to end. */
    private final class Watch implements Runnable {
        private final String killed;
        private final long pid;
        private volatile boolean ending;
        private volatile long polls;
        private volatile long offline;
        private volatile double oldestSeconds;
        private volatile long mostKilobytes;

        private Watch(String killed, long pid) {
            this.killed = killed;
            this.pid = pid;
        }

        @Override
        public void run() {
            while (!ending) {
                List<State> states = states();
                Instant now = Instant.now();
                polls++;
                // An answer that does not come is one that cannot be shown to an operator.
                offline += states.size() == SCREENS && states.stream().allMatch(state -> state.online() || state.id().equals(killed)) ? 0 : 1;
                for (State state : states) {
                    if (!state.id().equals(killed)) {
                        oldestSeconds = Math.max(oldestSeconds, Duration.between(state.heartbeat(), now).toMillis() / 1e3);
                    }
                }
                try {
                    mostKilobytes = Math.max(mostKilobytes, rssKilobytes(pid));
                    TimeUnit.MILLISECONDS.sleep(200);
                } catch (IOException | InterruptedException e) {
                    return;
                }
            }
        }

        private void end() {
            ending = true;
        }
    }

    private static long rssKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private static void await(String what, int seconds, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new Demo.Failed("Waited " + seconds + " s in vain: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
