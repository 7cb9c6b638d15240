package ledwall.sim;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A run that went wrong; the message holds the seed, the virtual time and the last events. */
public final class SimFailure extends AssertionError {
    @Serial private static final long serialVersionUID = 1;

    SimFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
