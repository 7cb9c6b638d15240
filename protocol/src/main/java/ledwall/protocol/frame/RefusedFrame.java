package ledwall.protocol.frame;

import io.netty.handler.codec.DecoderException;
import java.io.Serial;

/** A frame whose length field is zero or beyond the limit of the connection's phase. What follows on such a stream cannot be told from noise. */
public final class RefusedFrame extends DecoderException {
    @Serial private static final long serialVersionUID = 1;

    RefusedFrame(String message) {
        super(message);
    }
}
