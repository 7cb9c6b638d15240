package ledwall.controller.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** From a notice and a size in pixels to a page: the largest letters that fit, and where each line stands. Safe from any thread. */
public final class Typesetter {
    /** What stays free at each side. */
    private static final double MARGIN_SHARE = 0.05;
    /** Letters of a body larger than this share of the height look shouted; titles may be {@link Block#TITLE_FACTOR} times as large. */
    private static final double MOST_SHARE = 0.2;
    private static final double MOST_SHARE_OF_TITLE_ALONE = 0.32;

    private final Fonts fonts;

    public Typesetter(Fonts fonts) {
        this.fonts = fonts;
    }

    /**
     * Lays a notice out.
     *
     * @param least the smallest letters allowed. They decide whether it fits, never how it looks: a picture is the same wherever it may be shown
     * @throws TextRefusal {@code textDoesNotFit} or {@code glyphMissing}
     * @throws Refusal {@code fontUnknown} if there is nothing to draw with
     */
    public Page page(Notice notice, int width, int height, Legibility least) {
        fonts.check();
        @Nullable Ticker ticker = ticker(notice);
        List<Block> blocks = blocks(notice);
        @Nullable Band band = ticker == null ? null : Band.of(ticker, notice.policy(), width, height, blocks.isEmpty(), least);
        int margin = Math.max(2, (int) Math.round(Math.min(width, height) * MARGIN_SHARE));
        int below = height - margin - (band == null ? 0 : band.height());
        List<Column> columns = columns(notice, blocks, width, height, margin);
        if (blocks.isEmpty()) {
            return new Page(width, height, notice.theme(), List.of(), band, new Sizes(0, 0), length(notice, ticker));
        }
        double tibetan = notice.policy().tibetanEm();
        // Of a title alone it is the title's letters that must be large enough.
        double factor = notice.body().isEmpty() ? Block.TITLE_FACTOR : 1;
        int smallest = (int) Math.ceil(smallest(least, tibetan) / factor);
        int largest = (int) (height * (notice.body().isEmpty() ? MOST_SHARE_OF_TITLE_ALONE / factor : MOST_SHARE));
        for (int em = Math.max(smallest, largest); em >= smallest; em--) {
            var sizes = new Sizes(em, em * tibetan);
            List<Placed> lines = new ArrayList<>();
            if (columns.stream().allMatch(column -> column.place(sizes, margin, below, lines) == null)) {
                return new Page(width, height, notice.theme(), lines, band, blocks.getLast().sizes(sizes), length(notice, ticker));
            }
        }
        var sizes = new Sizes(smallest, smallest * tibetan);
        for (Column column : columns) {
            Misfit misfit = column.place(sizes, margin, below, new ArrayList<>());
            if (misfit != null) {
                throw misfit.refusal(width, height, least);
            }
        }
        throw new IllegalStateException("what did not fit before fits now");
    }

    /** How long the notice's clip runs, on every screen alike. */
    public Duration length(Notice notice) {
        fonts.check();
        return length(notice, ticker(notice));
    }

    private static Duration length(Notice notice, @Nullable Ticker ticker) {
        return ticker == null ? notice.length() : ticker.length();
    }

    /** The smallest Chinese em at which neither script is too small. */
    static int smallest(Legibility least, double tibetanEm) {
        return (int) Math.ceil(Math.max(least.chinesePixels(), least.tibetanPixels() / tibetanEm));
    }

    private @Nullable Ticker ticker(Notice notice) {
        if (notice.ticker().isEmpty()) {
            return null;
        }
        Script first = notice.policy().first();
        List<Shaped> parts = new ArrayList<>();
        for (Script script : List.of(first, first.other())) {
            String text = notice.ticker().of(script);
            if (!text.isEmpty()) {
                parts.add(Shaped.of(fonts, script, text, TextRefusal.name(Field.TICKER, script)));
            }
        }
        return Ticker.of(parts, notice.policy().tibetanEm());
    }

    private List<Block> blocks(Notice notice) {
        Script first = notice.policy().first();
        List<Block> out = new ArrayList<>();
        for (Field field : List.of(Field.TITLE, Field.BODY)) {
            for (Script script : List.of(first, first.other())) {
                String text = notice.text(field).of(script);
                if (!text.isEmpty()) {
                    var lines = text.lines().map(line -> Shaped.of(fonts, script, line, TextRefusal.name(field, script))).toList();
                    out.add(new Block(field, script, lines));
                }
            }
        }
        return out;
    }

    private static List<Column> columns(Notice notice, List<Block> blocks, int width, int height, int margin) {
        Script first = notice.policy().first();
        var left = blocks.stream().filter(block -> block.script() == first).toList();
        var right = blocks.stream().filter(block -> block.script() != first).toList();
        if (!notice.policy().beside(width, height) || left.isEmpty() || right.isEmpty()) {
            return List.of(new Column(blocks, margin, width - 2 * margin));
        }
        int half = (width - 3 * margin) / 2;
        return List.of(new Column(left, margin, half), new Column(right, width - margin - half, half));
    }
}
