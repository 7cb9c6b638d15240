package ledwall.controller.release.channel;

/** @param words for people: what is wrong and what to do, or how it was seen that all is well */
public record Health(boolean well, String words) {
    public static Health well(String words) {
        return new Health(true, words);
    }

    public static Health ill(String words) {
        return new Health(false, words);
    }
}
