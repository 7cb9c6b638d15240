package ledwall.protocol.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Messages to frames and back. A frame, after its length field, is {@code u8 format | u16 number | body}, big-endian; {@code PROTOCOL.md} has worked examples.
 * Holds no state and may be called from any thread.
 */
public final class MessageCodec {
    /** The body is JSON. */
    static final int JSON = 1;
    /** The body is JSON deflated as zlib (RFC 1950). */
    static final int JSON_DEFLATED = 2;
    /** The body is {@code u16 n | n bytes of JSON | raw bytes}. */
    static final int ATTACHED = 3;
    /** The body is that of {@link #ATTACHED} deflated as zlib. */
    static final int ATTACHED_DEFLATED = 4;

    static final int HEADER_BYTES = 3;
    /** Smaller bodies are not worth deflating. */
    private static final int DEFLATE_FROM_BYTES = 2 * 1024;

    private MessageCodec() {}

    /** The frame after its length field. Timeline offers and as-run batches are deflated where that helps; pictures and media never. */
    public static byte[] encode(Message message) {
        MessageTable.Entry<?> entry = MessageTable.of(message);
        byte[] json = JsonWriter.object(message::write);
        byte[] body = entry.attached() ? attached(json, message.attachment()) : json;
        int format = entry.attached() ? ATTACHED : JSON;
        boolean packed = message instanceof MediaChunk || message instanceof Snapshot;
        if (!packed && body.length >= DEFLATE_FROM_BYTES) {
            byte[] deflated = deflate(body);
            if (deflated.length < body.length) {
                body = deflated;
                format = entry.attached() ? ATTACHED_DEFLATED : JSON_DEFLATED;
            }
        }
        return ByteBuffer.allocate(HEADER_BYTES + body.length).put((byte) format).putShort((short) entry.number()).put(body).array();
    }

    /**
     * What an agent sent while its connection is in this phase; empty for a number that this version does not know, which is then ignored.
     *
     * @throws MalformedFrame if the frame breaks the format, a bound, or a rule of its message, or if the message may not come now
     */
    public static Optional<ToController> fromAgent(byte[] frame, Phase phase) {
        return decode(frame, phase, ToController.class, "a controller's message, but an agent sent it");
    }

    /** What an agent sent, where its phase does not matter. */
    public static Optional<ToController> fromAgent(byte[] frame) {
        return decode(frame, null, ToController.class, "a controller's message, but an agent sent it");
    }

    /**
     * What a controller sent while the connection is in this phase; empty for a number that this version does not know, which is then ignored.
     *
     * @throws MalformedFrame if the frame breaks the format, a bound, or a rule of its message, or if the message may not come now
     */
    public static Optional<ToAgent> fromController(byte[] frame, Phase phase) {
        return decode(frame, phase, ToAgent.class, "an agent's message, but a controller sent it");
    }

    /** What a controller sent, where its phase does not matter. */
    public static Optional<ToAgent> fromController(byte[] frame) {
        return decode(frame, null, ToAgent.class, "an agent's message, but a controller sent it");
    }

    /**
     * Any message.
     *
     * @throws MalformedFrame if the frame breaks the format, a bound, or a rule of its message
     */
    public static Optional<Message> decode(byte[] frame) {
        return decode(frame, null, Message.class, "");
    }

    /** Judges by the header first: what may not come is neither inflated nor parsed. */
    private static <M extends Message> Optional<M> decode(byte[] frame, @Nullable Phase phase, Class<M> from, String wrongSide) {
        if (frame.length < HEADER_BYTES) {
            throw new MalformedFrame("a frame of " + frame.length + " bytes has no header of " + HEADER_BYTES);
        }
        int format = frame[0];
        int number = ByteBuffer.wrap(frame).getShort(1) & 0xffff;
        MessageTable.Entry<?> entry = MessageTable.byNumber(number);
        if (entry == null) {
            return Optional.empty();
        }
        String name = entry.type().getSimpleName();
        if (!from.isAssignableFrom(entry.type())) {
            throw new MalformedFrame(name + " is " + wrongSide);
        }
        if (phase != null && !entry.allowedIn(phase)) {
            throw new MalformedFrame(GoodbyeReason.OUT_OF_PHASE, name + " has no place in the phase " + phase);
        }
        boolean deflated = format == JSON_DEFLATED || format == ATTACHED_DEFLATED;
        boolean withAttachment = format == ATTACHED || format == ATTACHED_DEFLATED;
        if (!deflated && format != JSON && format != ATTACHED) {
            throw new MalformedFrame("frame format " + format + " is not known");
        }
        if (withAttachment != entry.attached()) {
            throw new MalformedFrame("message " + number + " came in frame format " + format);
        }
        int most = (phase == null ? Phase.WELCOMED : phase).maxInflatedBytes();
        byte[] body = deflated ? inflate(frame, most) : Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
        try {
            Message message = withAttachment ? readAttached(entry, body) : entry.read().apply(JsonObject.parse(body, 0, body.length), Bytes.EMPTY);
            return Optional.of(from.cast(message));
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame(name + ": " + e.getMessage());
        }
    }

    private static Message readAttached(MessageTable.Entry<?> entry, byte[] body) {
        int length = body.length < 2 ? 0 : ByteBuffer.wrap(body).getShort(0) & 0xffff;
        if (body.length < 2 + length) {
            throw new MalformedFrame(entry.type().getSimpleName() + ": the body ends within its JSON");
        }
        return entry.read().apply(JsonObject.parse(body, 2, length), Bytes.of(Arrays.copyOfRange(body, 2 + length, body.length)));
    }

    private static byte[] attached(byte[] json, Bytes attachment) {
        if (json.length > 0xffff) {
            throw new IllegalArgumentException("the fields before an attachment take " + json.length + " bytes, more than 65535");
        }
        return ByteBuffer.allocate(2 + json.length + attachment.length()).putShort((short) json.length).put(json).put(attachment.array()).array();
    }

    private static byte[] deflate(byte[] body) {
        try (var deflater = new Deflater()) {
            deflater.setInput(body);
            deflater.finish();
            // Deflating text never needs more room than the text; where it would, the caller keeps the plain body.
            byte[] out = new byte[body.length];
            int length = deflater.deflate(out);
            return deflater.finished() ? Arrays.copyOf(out, length) : body;
        }
    }

    private static byte[] inflate(byte[] frame, int most) {
        try (var inflater = new Inflater()) {
            inflater.setInput(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
            byte[] out = new byte[Math.min(most, Math.max(1024, 4 * frame.length))];
            int length = 0;
            while (true) {
                int more = inflater.inflate(out, length, out.length - length);
                length += more;
                if (inflater.finished()) {
                    if (inflater.getRemaining() > 0) {
                        throw new MalformedFrame("more follows after the deflated body");
                    }
                    return Arrays.copyOf(out, length);
                }
                if (length == out.length) {
                    if (length == most) {
                        throw new MalformedFrame("the body inflates to more than " + most + " bytes");
                    }
                    out = Arrays.copyOf(out, Math.min(most, 2 * out.length));
                } else if (more == 0) {
                    throw new MalformedFrame("the deflated body ends early");
                }
            }
        } catch (DataFormatException e) {
            throw new MalformedFrame("the body is not deflated data");
        }
    }
}
