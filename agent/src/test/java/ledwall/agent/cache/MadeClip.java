package ledwall.agent.cache;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The least that is a clip: an index of so many frames, ten bytes each, and those bytes. Nothing can be decoded of it. */
public final class MadeClip {
    private MadeClip() {}

    public static byte[] of(int frames) {
        ByteBuffer sizes = ByteBuffer.allocate(12).putInt(0).putInt(10).putInt(frames);
        ByteBuffer runs = ByteBuffer.allocate(20).putInt(0).putInt(1).putInt(1).putInt(frames).putInt(1);
        ByteBuffer chunks = ByteBuffer.allocate(12).putInt(0).putInt(1).putInt(0);
        byte[] handler = ByteBuffer.allocate(12).putInt(0).putInt(0).put("vide".getBytes(StandardCharsets.US_ASCII)).array();
        byte[] table = box("stbl", box("stsz", sizes.array()), box("stsc", runs.array()), box("stco", chunks.array()));
        byte[] moov = box("moov", box("trak", box("mdia", box("hdlr", handler), box("minf", table))));
        return join(moov, box("mdat", new byte[10 * frames]));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] content = join(parts);
        return ByteBuffer.allocate(8 + content.length).putInt(8 + content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content).array();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
