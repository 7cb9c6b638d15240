package ledwall.agent.glass;

import java.io.IOException;

/** The X server refused a request; what follows in the stream is still in order. */
final class XError extends IOException {
    private static final long serialVersionUID = 1L;

    XError(int code, int request) {
        super("the X server answered with error " + code + " to request " + request);
    }
}
