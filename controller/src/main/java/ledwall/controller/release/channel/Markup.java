package ledwall.controller.release.channel;

/** Plain text made fit for pages of others. */
public final class Markup {
    private Markup() {}

    /** Paragraphs where empty lines stand, line breaks where lines end. */
    public static String paragraphs(String language, String body) {
        var out = new StringBuilder();
        for (String paragraph : body.replace("\r\n", "\n").split("\n\\s*\n", -1)) {
            if (!paragraph.isBlank()) {
                out.append("<p lang=\"").append(escaped(language)).append("\">").append(escaped(paragraph.strip()).replace("\n", "<br/>")).append("</p>");
            }
        }
        return out.toString();
    }

    public static String escaped(String text) {
        var out = new StringBuilder(text.length());
        clean(text).codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    /** Without the characters that XML 1.0 cannot hold, however escaped: halves of surrogate pairs and most control characters. */
    public static String clean(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().filter(point -> point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point <= 0xd7ff)
            || (point >= 0xe000 && point <= 0xfffd) || point >= 0x10000).forEach(out::appendCodePoint);
        return out.toString();
    }
}
