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
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log goes: one event, one line, stack traces folded into it, so that a line can be found, counted and sent whole. */
public final class Logs {
    // Line ends inside a message come from outside (names, ffmpeg): they must not look like further events.
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %replace(%msg %ex){'[\\r\\n]+\\s*', ' | '}%nopex%n";
    private static final int OLD_FILES = 6;
    private static final FileSize FILE_BYTES = new FileSize(10 * FileSize.MB_COEFFICIENT);

    private Logs() {}

    /** Only what goes wrong, on standard error: for commands whose output people read. */
    public static void quiet() {
        into(console(context()), Level.WARN);
    }

    public static void toConsole() {
        into(console(context()), Level.INFO);
    }

    public static void toFile(Path folder) {
        var context = context();
        var file = new RollingFileAppender<ILoggingEvent>();
        file.setContext(context);
        file.setFile(folder.resolve("controller.log").toString());
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
        into(file, Level.INFO);
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        return console;
    }

    private static void into(OutputStreamAppender<ILoggingEvent> appender, Level level) {
        var context = context();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(level);
        root.addAppender(appender);
        // These tell of their own start at length.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
        context.getLogger("org.flywaydb").setLevel(Level.WARN);
    }

    private static LoggerContext context() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("the log is not Logback's");
    }
}
