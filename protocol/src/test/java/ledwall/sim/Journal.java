package ledwall.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What happened in a world, one line each: when, to whom, what, and why. It listens to the log that production writes, in this thread, and so needs no code in
 * the parts that it watches: every state machine logs its transitions as {@code "... {} -> {} ..."} with the two states as arguments, and each becomes a mark
 * {@code "<Type> <from> -> <to>"}. Close it when the world is over.
 */
public final class Journal extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
    /** Stands for a state where there is none: before the first and after the last. */
    public static final String NONE = "NONE";

    private static final String ARROW = "{} -> {}";
    private static final String HOLE = "{}";
    /** Minutes of a stormy fleet. */
    private static final int MOST_LINES = 20_000;

    private final SimWorld world;
    private final Thread thread = Thread.currentThread();
    private final Logger logger;
    private final Deque<String> lines = new ArrayDeque<>();
    private final TreeSet<String> transitions = new TreeSet<>();

    private Journal(SimWorld world) {
        this.world = world;
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = context.getLogger("ledwall");
        setContext(context);
        start();
        logger.addAppender(this);
        world.onTrace(line -> add("world", line));
    }

    /** Begins to write down what happens in the world, which runs in this thread. */
    public static Journal of(SimWorld world) {
        return new Journal(world);
    }

    /** Every transition seen so far, each once. */
    public TreeSet<String> transitions() {
        return transitions;
    }

    /** The last lines, oldest first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (Thread.currentThread() != thread) {
            return;
        }
        String transition = transition(event);
        if (transition != null && transitions.add(transition)) {
            world.marks().hit(transition);
        }
        if (transition != null || event.getLevel().isGreaterOrEqual(Level.INFO)) {
            String logger = event.getLoggerName();
            add(logger.substring(logger.lastIndexOf('.') + 1), event.getFormattedMessage());
        }
    }

    private void add(String part, String what) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.add(String.format(Locale.ROOT, "%10.4f s  %-11s %-12s %s", world.nowNanos() / 1e9, world.acting(), part, what));
    }

    /** {@code null} where the event tells of none. */
    private static @Nullable String transition(ILoggingEvent event) {
        String message = event.getMessage();
        int arrow = message.indexOf(ARROW);
        Object[] arguments = event.getArgumentArray();
        if (arrow < 0 || arguments == null) {
            return null;
        }
        int first = 0;
        for (int at = message.indexOf(HOLE); at < arrow; at = message.indexOf(HOLE, at + HOLE.length())) {
            first++;
        }
        Enum<?> from = arguments[first] instanceof Enum<?> state ? state : null;
        Enum<?> to = arguments[first + 1] instanceof Enum<?> state ? state : null;
        if (arguments[first] instanceof String was && arguments[first + 1] instanceof String is) {
            // A machine whose states are not one enum says them in words.
            String logger = event.getLoggerName();
            return logger.substring(logger.lastIndexOf('.') + 1) + " " + was.replace(' ', '_') + " -> " + is.replace(' ', '_');
        }
        Enum<?> known = to != null ? to : from;
        if (known == null || from == to) {
            return null;
        }
        return name(known.getDeclaringClass()) + " " + (from == null ? NONE : from.name()) + " -> " + (to == null ? NONE : to.name());
    }

    /** The type as its readers know it: with the one it stands in, without the package. */
    public static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
