package ledwall.tidy;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import java.util.List;

/** What main code may not touch but in {@code runtime.real}: each such call is a hole in the simulation through which the real world leaks in. */
public enum Ban {
    CLOCK("reads the operating system's clock; take Clock",
            "java.lang.System.nanoTime", "java.lang.System.currentTimeMillis", "java.time.Instant.now", "java.time.LocalDate.now", "java.time.LocalTime.now",
            "java.time.LocalDateTime.now", "java.time.ZonedDateTime.now", "java.time.OffsetDateTime.now", "java.time.Year.now", "java.time.Clock.system*",
            "java.time.Clock.tick*",
            "java.util.Date.<init>()", "java.util.Calendar.getInstance"),
    CHANCE("draws randomness; take Entropy",
            "java.lang.Math.random", "java.util.Random.<init>", "java.util.SplittableRandom.<init>", "java.util.concurrent.ThreadLocalRandom.*",
            "java.security.SecureRandom.*",
            "java.util.UUID.randomUUID"),
    SLEEP("blocks its thread; take Loop.after",
            "java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep", "java.util.concurrent.locks.LockSupport.park*", "java.lang.Object.wait"),
    THREADS("makes threads or uses the common pool; take Loop and Work",
            "java.lang.Thread.<init>", "java.lang.Thread.of*", "java.lang.Thread.start*", "java.util.concurrent.Executors.*", "java.util.Timer.<init>",
            "java.util.concurrent.ForkJoinPool.*", "*.parallelStream", "java.util.stream.*.parallel",
            "java.util.concurrent.CompletableFuture.*Async(-executor)",
            "java.util.concurrent.CompletableFuture.orTimeout", "java.util.concurrent.CompletableFuture.completeOnTimeout",
            "java.util.concurrent.CompletableFuture.delayedExecutor"),
    FILES("opens files; take Disk",
            "java.nio.file.Files.*", "java.nio.channels.FileChannel.open", "java.io.FileInputStream.<init>", "java.io.FileOutputStream.<init>",
            "java.io.FileReader.<init>",
            "java.io.FileWriter.<init>", "java.io.RandomAccessFile.<init>", "java.io.File.create*", "java.io.File.delete", "java.io.File.list*"),
    SOCKETS("opens sockets; take Dialer and Listener",
            "java.net.Socket.<init>", "java.net.ServerSocket.<init>", "java.net.DatagramSocket.<init>", "java.nio.channels.SocketChannel.open",
            "java.nio.channels.ServerSocketChannel.open", "java.nio.channels.DatagramChannel.open", "java.net.http.HttpClient.new*", "java.net.URL.open*",
            "java.net.InetAddress.getByName", "java.net.InetAddress.getAllByName"),
    PROCESSES("starts or ends programs; that is a domain port's business",
            "java.lang.ProcessBuilder.<init>", "java.lang.Runtime.exec", "java.lang.Runtime.halt", "java.lang.System.exit", "java.lang.ProcessHandle.of",
            "java.lang.ProcessHandle.destroy*"),
    SURROUNDINGS("depends on the machine's zone or language",
            "java.time.ZoneId.systemDefault", "java.util.TimeZone.getDefault", "java.util.Locale.getDefault");

    private static final String WITHOUT_EXECUTOR = "(-executor)";
    private static final String WITHOUT_PARAMETERS = "()";

    final String what;
    private final List<String> patterns;

    Ban(String what, String... patterns) {
        this.what = what;
        this.patterns = List.of(patterns);
    }

    boolean forbids(CodeUnitAccessTarget target) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, target));
    }

    private static boolean matches(String pattern, CodeUnitAccessTarget target) {
        var name = pattern;
        if (name.endsWith(WITHOUT_EXECUTOR)) {
            name = name.substring(0, name.length() - WITHOUT_EXECUTOR.length());
            if (target.getRawParameterTypes().stream().anyMatch(type -> type.getName().equals("java.util.concurrent.Executor"))) {
                return false;
            }
        } else if (name.endsWith(WITHOUT_PARAMETERS)) {
            name = name.substring(0, name.length() - WITHOUT_PARAMETERS.length());
            if (!target.getRawParameterTypes().isEmpty()) {
                return false;
            }
        }
        return matchesName(name, target.getOwner().getName() + "." + target.getName());
    }

    /**
     * A star at the start stands for any type (a call names the type it was written with); elsewhere for any part of one name, so that "File.list*" is not
     * "File.sub.list".
     */
    private static boolean matchesName(String pattern, String name) {
        if (pattern.startsWith("*.")) {
            return name.endsWith(pattern.substring(1));
        }
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        var head = pattern.substring(0, star);
        var tail = pattern.substring(star + 1);
        return name.length() >= head.length() + tail.length()
                && name.startsWith(head)
                && name.endsWith(tail)
                && name.substring(head.length(), name.length() - tail.length()).indexOf('.') < 0;
    }
}
