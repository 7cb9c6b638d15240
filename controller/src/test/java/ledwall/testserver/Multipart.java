package ledwall.testserver;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parts of a form with files (RFC 7578), by their names. */
record Multipart(Map<String, Part> parts) {
    private static final Pattern NAME = Pattern.compile("[; ]name=\"?([^\";]+)\"?");
    private static final Pattern FILE = Pattern.compile("filename=\"?([^\";]+)\"?");

    record Part(String fileName, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static Multipart read(String contentType, byte[] body) {
        var parts = new HashMap<String, Part>();
        String boundary = "--" + contentType.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
        // One byte a character, so that offsets are those of the bytes.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(boundary);
        while (at >= 0) {
            int next = text.indexOf(boundary, at + boundary.length());
            int head = text.indexOf("\r\n\r\n", at);
            if (next < 0 || head < 0 || head > next) {
                break;
            }
            String headers = text.substring(at, head).replace("\r\n", "; ");
            var name = NAME.matcher(headers);
            var file = FILE.matcher(headers);
            if (name.find()) {
                byte[] bytes = text.substring(head + 4, next - 2).getBytes(StandardCharsets.ISO_8859_1);
                parts.put(name.group(1), new Part(file.find() ? file.group(1) : "", bytes));
            }
            at = next;
        }
        return new Multipart(parts);
    }
}
