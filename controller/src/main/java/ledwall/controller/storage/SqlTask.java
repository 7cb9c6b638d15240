package ledwall.controller.storage;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What to do inside one transaction. A throw rolls it back. */
@FunctionalInterface
public interface SqlTask<T extends @Nullable Object> {
    T run(Handle handle) throws Exception;

    /** A task without a result. */
    @FunctionalInterface
    interface Silent {
        void run(Handle handle) throws Exception;
    }
}
