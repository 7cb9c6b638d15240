package ledwall.controller.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks one below the other, in the middle of the height that they are given. */
record Column(List<Block> blocks, int left, int width) {
    /** Between the two scripts of a field, and between fields; in Chinese ems of a body. */
    private static final double GAP = 0.15;
    private static final double GAP_OF_FIELDS = 0.45;
    /** A text of more lines begins each at the left: the eye finds the next one. */
    private static final int MOST_CENTRED = 2;
    private static final int BALANCING_STEPS = 10;

    Column {
        blocks = List.copyOf(blocks);
    }

    private record Piece(Shaped text, int from, int until) {}

    private record Wrapped(Block block, List<Piece> pieces, double height) {}

    /** Places all lines between {@code top} and {@code bottom}, or says why they do not fit; {@code to} then holds nothing of use. */
    @Nullable Misfit place(Sizes body, int top, int bottom, List<Placed> to) {
        List<Wrapped> all = new ArrayList<>();
        double height = 0;
        for (Block block : blocks) {
            Sizes sizes = block.sizes(body);
            List<Piece> pieces = new ArrayList<>();
            for (Shaped line : block.lines()) {
                double excess = wrap(line, sizes, width, pieces);
                if (excess > 0) {
                    return new Misfit(block, true, excess);
                }
            }
            balance(block, sizes, pieces);
            height += gap(all, block) * body.chinese();
            var wrapped = new Wrapped(block, pieces, pieces.stream().mapToDouble(piece -> piece.text().lineHeight(sizes)).sum());
            all.add(wrapped);
            height += wrapped.height();
        }
        if (height > bottom - top) {
            return new Misfit(tallest(all).block(), false, height - (bottom - top));
        }
        double y = top + (bottom - top - height) / 2;
        List<Wrapped> above = new ArrayList<>();
        for (Wrapped each : all) {
            y += gap(above, each.block()) * body.chinese();
            above.add(each);
            y = set(each, each.block().sizes(body), y, to);
        }
        return null;
    }

    private double set(Wrapped wrapped, Sizes sizes, double top, List<Placed> to) {
        boolean centred = wrapped.block().field() == Field.TITLE || wrapped.pieces().size() <= MOST_CENTRED;
        double y = top;
        for (Piece piece : wrapped.pieces()) {
            double indent = centred ? (width - piece.text().width(piece.from(), piece.until(), sizes)) / 2 : 0;
            to.add(new Placed(piece.text(), piece.from(), piece.until(), sizes, left + indent, y + piece.text().ascent(sizes)));
            y += piece.text().lineHeight(sizes);
        }
        return y;
    }

    private static double gap(List<Wrapped> above, Block next) {
        if (above.isEmpty()) {
            return 0;
        }
        return above.getLast().block().field() == next.field() ? GAP : GAP_OF_FIELDS;
    }

    private static Wrapped tallest(List<Wrapped> all) {
        Wrapped out = all.getFirst();
        for (Wrapped each : all) {
            out = each.height() > out.height() ? each : out;
        }
        return out;
    }

    /** Breaks a line as it must; by how much its widest unbreakable part exceeds {@code most}, or 0. */
    private static double wrap(Shaped line, Sizes sizes, double most, List<Piece> to) {
        for (int from = 0; from < line.length();) {
            int until = from;
            int next = line.nextBreak(from);
            while (until < line.length() && line.width(from, line.trimmed(from, next), sizes) <= most) {
                until = next;
                next = line.nextBreak(next);
            }
            if (until == from) {
                return line.width(from, line.trimmed(from, next), sizes) - most;
            }
            to.add(new Piece(line, from, line.trimmed(from, until)));
            from = until;
        }
        return 0;
    }

    /** Makes lines about equally long where one line as written became several: no lonely syllable stands below. */
    private void balance(Block block, Sizes sizes, List<Piece> pieces) {
        if (pieces.size() == block.lines().size() || (block.field() != Field.TITLE && pieces.size() > MOST_CENTRED)) {
            return;
        }
        double narrow = 0;
        double wide = width;
        for (int step = 0; step < BALANCING_STEPS; step++) {
            double middle = (narrow + wide) / 2;
            List<Piece> tried = new ArrayList<>();
            boolean fits = block.lines().stream().allMatch(line -> wrap(line, sizes, middle, tried) == 0) && tried.size() == pieces.size();
            narrow = fits ? narrow : middle;
            wide = fits ? middle : wide;
        }
        double found = wide;
        List<Piece> balanced = new ArrayList<>();
        block.lines().forEach(line -> wrap(line, sizes, found, balanced));
        pieces.clear();
        pieces.addAll(balanced);
    }
}
