import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Does to a demo what a fault says, from outside. Each fault runs on a thread of its own. */
final class Striker {
    private static final int FLIPPED_BYTES = 64;

    private final DemoRun demo;
    private final Path work;
    private final List<Proxy> lines;
    private final Operators operators;
    private final IntFunction<String> onGlass;
    private final FaultLog log;
    /** Processes that were stopped and not yet let go on. */
    private final Set<Long> stopped = ConcurrentHashMap.newKeySet();

    /**
     * @param lines each screen's way to the controller
     * @param onGlass the hash of the file that a screen should show now; null where it is the slate
     */
    Striker(DemoRun demo, Path work, List<Proxy> lines, Operators operators, IntFunction<String> onGlass, FaultLog log) {
        this.demo = demo;
        this.work = work;
        this.lines = lines;
        this.operators = operators;
        this.onGlass = onGlass;
        this.log = log;
    }

    /** Returns when the fault is over. */
    void strike(Fault fault) {
        int k = fault.screen();
        try {
            switch (fault.kind()) {
                case KILL_CONTROLLER -> kill(fault, demo.pid("controller.pid"));
                case STOP_CONTROLLER -> stop(fault, demo.pid("controller.pid"));
                case KILL_AGENT -> kill(fault, demo.pid("screens/" + k + "/agent.pid"));
                case STOP_AGENT -> stop(fault, demo.pid("screens/" + k + "/agent.pid"));
                case KILL_PLAYER -> kill(fault, Players.playing(work, k));
                case STOP_PLAYER -> stop(fault, Players.playing(work, k));
                case CUT_LINK -> {
                    log.struck(fault, System.nanoTime(), "");
                    lines.get(k - 1).down(true);
                    Thread.sleep(fault.lengthMillis());
                    lines.get(k - 1).heal();
                }
                case HALF_OPEN_LINK -> {
                    log.struck(fault, System.nanoTime(), "");
                    lines.get(k - 1).halfOpen();
                }
                case JITTER_LINK -> {
                    log.struck(fault, System.nanoTime(), "");
                    lines.get(k - 1).shape(Long.MAX_VALUE, Duration.ZERO, Duration.ofMillis(150));
                    Thread.sleep(fault.lengthMillis());
                    lines.get(k - 1).plain();
                }
                case FLIP_IN_USE -> flip(fault, true);
                case FLIP_OTHER -> flip(fault, false);
                case EDIT, EDIT_NOW -> log.struck(fault, System.nanoTime(), operators.edit(fault.draw(), fault.kind() == Fault.Kind.EDIT_NOW));
            }
        } catch (IOException e) {
            log.say(System.nanoTime(), k, fault.kind().words + ": could not be done: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill(Fault fault, long pid) {
        log.struck(fault, System.nanoTime(), "process " + pid);
        demo.kill(pid);
    }

    private void stop(Fault fault, long pid) throws IOException, InterruptedException {
        if (pid <= 0) {
            log.say(System.nanoTime(), fault.screen(), fault.kind().words + ": there is no process just now");
            return;
        }
        stopped.add(pid);
        log.struck(fault, System.nanoTime(), "process " + pid);
        signal("-STOP", pid);
        Thread.sleep(fault.lengthMillis());
        goOn(pid);
    }

    private void goOn(long pid) throws IOException, InterruptedException {
        if (stopped.remove(pid)) {
            signal("-CONT", pid);
        }
    }

    /** Nothing that was stopped stays so, also where the bench itself is ended. */
    void letGo() {
        for (long pid : stopped) {
            try {
                goOn(pid);
            } catch (IOException e) {
                System.out.println("process " + pid + " stays stopped: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(pid)).redirectErrorStream(true).start().waitFor();
    }

    /** Turns bytes over in the midst of a cached file, as a failing disk would: its name, its size and its place stay. */
    private void flip(Fault fault, boolean inUse) throws IOException {
        String shown = String.valueOf(onGlass.apply(fault.screen()));
        List<Path> files;
        try (var all = Files.list(work.resolve("screens/" + fault.screen() + "/cache"))) {
            files = all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .filter(file -> file.getFileName().toString().equals(shown) == inUse).sorted().toList();
        }
        if (files.isEmpty()) {
            log.say(System.nanoTime(), fault.screen(), fault.kind().words + ": there is none");
            return;
        }
        Path file = files.get((int) (fault.draw() % files.size()));
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            long at = open.length() / 10 + fault.draw() % Math.max(1, open.length() * 8 / 10);
            byte[] bytes = new byte[(int) Math.min(FLIPPED_BYTES, open.length() - at)];
            open.seek(at);
            open.readFully(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= (byte) 0xff;
            }
            open.seek(at);
            open.write(bytes);
            log.struck(fault, System.nanoTime(), file.getFileName().toString().substring(0, 12) + " at " + at + " of " + open.length());
        }
    }
}
