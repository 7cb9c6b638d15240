package ledwall.controller.setup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log goes: one event, one line, stack traces folded into it, so that a line can be found, counted and sent whole. */
public final class Logs {
    // Line ends inside a message come from outside (names, ffmpeg): they must not look like further events.
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %replace(%msg %ex){'[\\r\\n]+\\s*', ' | '}%nopex%n";
    private static final String FILE = "controller.log";
    private static final int OLD_FILES = 6;
    private static final FileSize FILE_BYTES = new FileSize(10 * FileSize.MB_COEFFICIENT);

    private Logs() {}

    /** Only what goes wrong, on standard error: for commands whose output people read. */
    public static void quiet() {
        into(console(context()), Level.WARN);
    }

    public static LogRing toConsole() {
        return into(console(context()), Level.INFO);
    }

    /** @throws IOException if what the last run wrote there cannot be read */
    public static LogRing toFile(Path folder) throws IOException {
        var context = context();
        var file = new RollingFileAppender<ILoggingEvent>();
        file.setContext(context);
        file.setFile(folder.resolve(FILE).toString());
        var names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(file);
        names.setFileNamePattern(folder.resolve("controller.%i.log").toString());
        names.setMaxIndex(OLD_FILES);
        names.start();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(FILE_BYTES);
        size.start();
        file.setRollingPolicy(names);
        file.setTriggeringPolicy(size);
        byte[] before = before(folder.resolve(FILE));
        LogRing ring = into(file, Level.INFO);
        for (String line : new String(before, StandardCharsets.UTF_8).split("(?<=\n)", -1)) {
            ring.keep(line.getBytes(StandardCharsets.UTF_8));
        }
        return ring;
    }

    /** The end of what the last run wrote: it may say why there is a new one. */
    private static byte[] before(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (var in = FileChannel.open(file)) {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(in.size(), LogRing.MAX_BYTES / 2));
            in.position(in.size() - end.capacity());
            while (end.hasRemaining() && in.read(end) >= 0) {
                // A read may give less than there is.
            }
            return Arrays.copyOf(end.array(), end.position());
        }
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        return console;
    }

    private static LogRing into(OutputStreamAppender<ILoggingEvent> appender, Level level) {
        var context = context();
        appender.setEncoder(encoder(context));
        appender.start();
        var ring = new LogRing(encoder(context));
        ring.setContext(context);
        ring.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(level);
        root.addAppender(appender);
        root.addAppender(ring);
        // These tell of their own start at length.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
        context.getLogger("org.flywaydb").setLevel(Level.WARN);
        // A stack trace for each stranger who goes away in the middle of a file: they could turn the log over. What matters of a connection its owner tells.
        context.getLogger("io.vertx.core.net.impl.VertxConnection").setLevel(Level.OFF);
        context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
        return ring;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        return encoder;
    }

    private static LoggerContext context() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("the log is not Logback's");
    }
}
