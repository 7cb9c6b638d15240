package ledwall.protocol.runtime.real;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a watch saw last, and what of it is news. On the watch's own thread, but for {@link #seenNanos}. */
final class RealWatch<T> implements Work.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(RealWatch.class);

    private final String name;
    private final Callable<T> look;
    private final Loop loop;
    private final Work.Outcome<T> news;
    private @Nullable T last;
    private boolean failed;
    /** News that the loop has not heard yet. */
    private final AtomicInteger unheard = new AtomicInteger();
    private volatile long seenNanos = Long.MIN_VALUE;

    RealWatch(String name, Callable<T> look, Loop loop, Work.Outcome<T> news) {
        this.name = name;
        this.look = look;
        this.loop = loop;
        this.news = news;
    }

    void look() {
        long beganNanos = System.nanoTime();
        try {
            T result = look.call();
            if (failed || !Objects.equals(result, last)) {
                unheard.incrementAndGet();
                loop.post("seen: " + name, () -> {
                    try {
                        news.done(result);
                    } finally {
                        seenNanos = beganNanos;
                        unheard.decrementAndGet();
                    }
                });
            } else if (unheard.get() == 0) {
                // Otherwise the loop would take for seen what it does not know yet.
                seenNanos = beganNanos;
            }
            last = result;
            failed = false;
        } catch (Exception e) {
            if (!failed) {
                LOG.warn("cannot " + name + ": " + e, FailureLog.isOfTheWorld(e) ? null : e);
                loop.post("cannot " + name, () -> news.failed(e));
            }
            failed = true;
        } catch (Error e) {
            loop.post("broken " + name, () -> {
                throw e;
            });
            throw e;
        }
    }

    @Override
    public long seenNanos() {
        return seenNanos;
    }
}
