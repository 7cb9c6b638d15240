import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The demo's supervisor: one controller, N agents with a virtual screen each, sample media through the real upload and loop. Ends all it started on SIGINT, SIGTERM or
 * SIGHUP. Run by {@code controller/bin/demo}, straight from source.
 */
public final class Demo {
    private static final List<String> NAMES = List.of("北广场 · བྱང་ཐང་།", "车站 · འབབ་ཚུགས།", "南门 · ལྷོ་སྒོ།");

    /** A screen's size; from the fourth on the first repeats. */
    private static int[] size(int k) {
        return k == 3 ? new int[] {360, 640} : new int[] {640, 360};
    }

    private final Path top;
    private final Options options;
    private final Children children = new Children();
    private final long beganNanos = System.nanoTime();

    private Demo(Path top, Options options) {
        this.top = top;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        var top = Path.of(arguments[0]);
        var demo = new Demo(top, Options.parse(top, List.of(arguments).subList(1, arguments.length)));
        Runtime.getRuntime().addShutdownHook(new Thread(demo.children::endAll, "end"));
        try {
            demo.run();
        } catch (Failed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws Exception {
        Path work = options.work();
        Files.createDirectories(work.resolve("controller"));
        requireFree(options.http(), "--http");
        requireFree(options.agentsPort(), "--agents-port");
        var accounts = Accounts.of(work);
        accounts.make(top, work);
        var sites = TestSites.of(top, work);
        int publicPort = options.publicPort() == 0 ? sites.publicPort() : options.publicPort();
        if (options.publicPort() != 0) {
            requireFree(publicPort, "--public-port");
        }
        startController(work, publicPort);
        sites.start(children, work);
        var api = new Api("http://127.0.0.1:" + options.http());
        api.await(children, "controller", work.resolve("controller.log"));
        api.login(accounts.administrator());
        for (int k = 1; k <= options.screens(); k++) {
            startScreen(work, k, api);
        }
        var samples = new Samples(work.resolve("samples"));
        samples.intoLoop(api);
        System.err.printf("start %.1f s; page and agents are up%n", (System.nanoTime() - beganNanos) / 1e9);
        api.awaitPlaying(options.screens());
        Glass.awaitPictures(work, options.screens());
        System.err.printf("first picture on all %d screens after %.1f s%n", options.screens(), (System.nanoTime() - beganNanos) / 1e9);
        System.out.println();
        System.out.println("Ledwall runs at http://127.0.0.1:" + options.http() + "/");
        accounts.print();
        System.out.println("Everybody reads feeds at http://127.0.0.1:" + publicPort + "/feeds/; what stands in for WeChat and for a partner are TEST SERVERS on this machine");
        var release = release(api, samples, sites, publicPort);
        System.out.println("Everything lies below " + work + "; Ctrl-C ends it.");
        System.out.flush();
        if (release != null) {
            release.tell();
        }
        Thread.currentThread().join();
    }

    /** The sample release, at the first run; benches leave it out, for it takes the walls for a while. */
    private static SampleRelease.Scheduled release(Api api, Samples samples, TestSites sites, int publicPort) throws IOException, InterruptedException {
        try {
            var sample = new SampleRelease(api, sites);
            List<String> channels = sample.channels(publicPort);
            if ("no".equals(System.getenv("LEDWALL_DEMO_RELEASE")) || !sample.first()) {
                return null;
            }
            var scheduled = sample.schedule(samples.released(api), channels);
            System.out.println(scheduled.words());
            return scheduled;
        } catch (Failed e) {
            // The walls play all the same.
            System.err.println("no sample release: " + e.getMessage());
            return null;
        }
    }

    private void startController(Path work, int publicPort) throws IOException {
        children.keep("controller", List.of(top.resolve("controller/bin/ledwall").toString(), "serve", "--data", work.resolve("controller").toString(), "--http",
                Integer.toString(options.http()), "--agents-port", Integer.toString(options.agentsPort()), "--public", "127.0.0.1:" + publicPort,
                // Whoever tries things out is not to wait.
                "--freeze-key-period", "0", "--freeze-fixed", "0"), Map.of(), work.resolve("controller.log"),
                work.resolve("controller.pid"));
    }

    private void startScreen(Path work, int k, Api api) throws Exception {
        Path folder = work.resolve("screens").resolve(Integer.toString(k));
        Files.createDirectories(folder.resolve("fb"));
        int[] size = size(k);
        String display = children.display("screen " + k, size[0], size[1], folder.resolve("fb"), folder.resolve("xvfb.log"));
        String name = k <= NAMES.size() ? NAMES.get(k - 1) : "Screen " + k;
        String agent = top.resolve("agent/bin/ledwall-agent").toString();
        if (!Files.exists(folder.resolve("screen.json"))) {
            String code = api.enrolmentCode(api.screen(name, size[0], size[1]));
            children.run(List.of(agent, "enrol", "--data", folder.toString(), "--controller", "127.0.0.1:" + options.agentsPort(), "--code", code));
        }
        var command = new ArrayList<String>();
        String prefix = System.getenv("LEDWALL_DEMO_AGENT_PREFIX_" + k);
        if (prefix != null && !prefix.isBlank()) {
            command.addAll(List.of(prefix.strip().split("\\s+")));
        }
        String controller = System.getenv("LEDWALL_DEMO_CONTROLLER_" + k);
        boolean direct = controller == null || controller.isBlank();
        command.addAll(List.of(agent, "run", "--data", folder.toString(), "--controller", direct ? "127.0.0.1:" + options.agentsPort() : controller.strip()));
        children.players(folder.resolve("mpv.pid"));
        children.keep("agent " + k, command, Map.of("LEDWALL_AGENT_PLAYER", "mpv", "LEDWALL_AGENT_DISPLAY", display, "LEDWALL_AGENT_VO", "x11"), folder.resolve("agent.out"),
                folder.resolve("agent.pid"));
    }

    private static void requireFree(int port, String option) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw new Failed("Port " + port + " is in use. Is another demo running? Choose another one with " + option + ".");
        }
    }

    /** Something that a person must mend; the message says what. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }
}
