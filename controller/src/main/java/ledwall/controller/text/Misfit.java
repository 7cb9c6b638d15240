package ledwall.controller.text;

/**
 * Why text does not fit at the smallest size.
 *
 * @param block what is to be shortened
 * @param wide whether a word or syllable is too wide for a line; else there are too many lines
 * @param excess by how much, in pixels
 */
record Misfit(Block block, boolean wide, double excess) {
    TextRefusal refusal(int width, int height, Legibility least) {
        long pixels = (long) Math.ceil(excess);
        String sizes = "with letters of the smallest size allowed there (Chinese " + least.chinesePixels() + ", Tibetan " + least.tibetanPixels() + " pixels)";
        String what = "The " + block.script().words() + " " + block.field().key();
        if (wide) {
            return new TextRefusal("textDoesNotFit", block.name(), what + " holds a word that is " + pixels + " pixels too wide for a screen of " + width + "x"
                + height + ", " + sizes + ".", "Choose a shorter word, or write it in two.");
        }
        return new TextRefusal("textDoesNotFit", block.name(), what + " is the longest part of a text that is " + pixels + " pixels too high for a screen of "
            + width + "x" + height + ", " + sizes + ".", "Shorten it, or make two notices of it.");
    }
}
