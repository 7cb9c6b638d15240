package ledwall.controller.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a notice is made up. */
public enum Template {
    NOTICE("notice", "Notice"),
    TITLE("title", "Title alone"),
    TICKER("ticker", "Ticker");

    private final String id;
    private final String title;

    Template(String id, String title) {
        this.id = id;
        this.title = title;
    }

    public static Optional<Template> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** What it shows. */
    public List<Field> fields() {
        return switch (this) {
            case NOTICE -> List.of(Field.TITLE, Field.BODY);
            case TITLE -> List.of(Field.TITLE);
            case TICKER -> List.of(Field.TITLE, Field.BODY, Field.TICKER);
        };
    }

    /** What must be written, in both scripts. */
    public List<Field> needed() {
        return switch (this) {
            case NOTICE -> List.of(Field.TITLE, Field.BODY);
            case TITLE -> List.of(Field.TITLE);
            case TICKER -> List.of(Field.TICKER);
        };
    }
}
