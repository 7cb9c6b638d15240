package ledwall.controller.text;

import java.util.List;

/** One field in one script, as the lines in which it was written. */
record Block(Field field, Script script, List<Shaped> lines) {
    static final double TITLE_FACTOR = 1.45;

    Block {
        lines = List.copyOf(lines);
    }

    /** The sizes of its letters where those of a body are {@code body}. */
    Sizes sizes(Sizes body) {
        return field == Field.TITLE ? body.times(TITLE_FACTOR) : body;
    }

    String name() {
        return TextRefusal.name(field, script);
    }
}
