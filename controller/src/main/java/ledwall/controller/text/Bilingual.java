package ledwall.controller.text;

/** One text in both scripts; a side may be empty. */
public record Bilingual(String zh, String bo) {
    public static final Bilingual EMPTY = new Bilingual("", "");

    public String of(Script script) {
        return script == Script.CHINESE ? zh : bo;
    }

    public boolean isEmpty() {
        return zh.isEmpty() && bo.isEmpty();
    }
}
