package ledwall.controller.release.channel.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import ledwall.protocol.id.Bytes;

/**
 * A form with one file (RFC 7578), whole in memory, so that it is sent with its length: sites such as WeChat find no file in what comes in chunks, which is how a client
 * sends what it reads from the disk meanwhile.
 */
record Form(String type, Bytes body) {
    static Form of(Ask.Body.Upload upload) {
        // Named by the file's own hash, it cannot stand in it.
        String boundary = "ledwall-" + upload.bytes().sha256();
        var out = new ByteArrayOutputStream(upload.bytes().length() + 1_024);
        for (Map.Entry<String, String> field : upload.fields().entrySet()) {
            text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n");
        }
        text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + upload.field() + "\"; filename=\"" + upload.fileName() + "\"\r\nContent-Type: "
            + upload.mime() + "\r\n\r\n");
        out.writeBytes(upload.bytes().array());
        text(out, "\r\n--" + boundary + "--\r\n");
        return new Form("multipart/form-data; boundary=" + boundary, Bytes.of(out.toByteArray()));
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
