package ledwall.controller.text;

import java.awt.Font;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line of text as it was written, shaped: each run by the font of its script, and how far each character reaches. Lengths are in ems of the run's script, so
 * that one shaping serves all sizes.
 */
final class Shaped {
    private final Fonts fonts;
    private final Script script;
    private final String text;
    private final BitSet breaks;
    /** From the line's begin to before the character at this index, in ems of Chinese and of Tibetan. */
    private final double[] chinese;
    private final double[] tibetan;
    /** How far the ink of each script's runs reaches, in its ems from its base line; down is positive. */
    private final Map<Script, Ink> inks = new EnumMap<>(Script.class);

    private Shaped(Fonts fonts, Script script, String text) {
        this.fonts = fonts;
        this.script = script;
        this.text = text;
        this.breaks = Breaks.of(text);
        this.chinese = new double[text.length() + 1];
        this.tibetan = new double[text.length() + 1];
    }

    private record Ink(double top, double bottom) {
        Ink and(Ink other) {
            return new Ink(Math.min(top, other.top), Math.max(bottom, other.bottom));
        }
    }

    /** A part of the text in one script: {@code [from, until)}. */
    private record Run(Script script, int from, int until) {}

    /**
     * Shapes a line.
     *
     * @param name the part of the notice it belongs to, for the refusal
     * @throws TextRefusal {@code glyphMissing} naming what the fonts do not draw
     */
    static Shaped of(Fonts fonts, Script script, String text, String name) {
        var out = new Shaped(fonts, script, text);
        Set<String> lacking = new LinkedHashSet<>();
        for (Run run : runs(script, text, 0, text.length())) {
            out.measure(run, lacking);
        }
        for (int i = 0; i < text.length(); i++) {
            out.chinese[i + 1] += out.chinese[i];
            out.tibetan[i + 1] += out.tibetan[i];
        }
        if (!lacking.isEmpty()) {
            throw new TextRefusal("glyphMissing", name, "These characters of " + name + " cannot be drawn: " + Wording.listed(lacking) + ".",
                "Replace them: the font has no picture of them, or they are marks without a letter that could bear them.");
        }
        return out;
    }

    private void measure(Run run, Set<String> lacking) {
        Fonts.Face face = fonts.face(run.script);
        GlyphVector glyphs = vector(face.font(), run);
        Rectangle2D ink = glyphs.getVisualBounds();
        inks.merge(run.script, new Ink(ink.getMinY() / Fonts.REFERENCE, ink.getMaxY() / Fonts.REFERENCE), Ink::and);
        double[] reach = run.script == Script.CHINESE ? chinese : tibetan;
        for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
            int at = run.from + glyphs.getGlyphCharIndex(i);
            int code = glyphs.getGlyphCode(i);
            if (code == face.missing() || code == face.dottedCircle() || Marks.isAlone(text, at)) {
                lacking.add(Wording.named(text.codePointAt(at)));
            }
            // Summed up later; a cluster's whole advance is its first character's.
            reach[at + 1] += glyphs.getGlyphMetrics(i).getAdvanceX() / Fonts.REFERENCE;
        }
    }

    private GlyphVector vector(Font font, Run run) {
        return font.layoutGlyphVector(Fonts.Face.CONTEXT, text.toCharArray(), run.from, run.until, Font.LAYOUT_LEFT_TO_RIGHT);
    }

    /** Spaces and joiners go with what stands before them; at the begin with the text's own script. */
    private static List<Run> runs(Script script, String text, int from, int until) {
        List<Run> out = new ArrayList<>();
        Script current = script;
        int begin = from;
        for (int at = from; at < until;) {
            int codePoint = text.codePointAt(at);
            Script next = Script.of(codePoint);
            if (next != null && next != current) {
                if (at > begin) {
                    out.add(new Run(current, begin, at));
                }
                current = next;
                begin = at;
            }
            at += Character.charCount(codePoint);
        }
        if (until > begin) {
            out.add(new Run(current, begin, until));
        }
        return out;
    }

    Script script() {
        return script;
    }

    int length() {
        return text.length();
    }

    /** The next place after {@code from} where a line may end; the text's end if there is none. */
    int nextBreak(int from) {
        int next = breaks.nextSetBit(from + 1);
        return next < 0 ? text.length() : next;
    }

    /** Where {@code [from, until)} ends without the spaces that hang there. */
    int trimmed(int from, int until) {
        int end = until;
        while (end > from && Character.isSpaceChar(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** From the top of its lines to their base line. Whatever is written, nothing of one line touches the next. */
    double ascent(Sizes sizes) {
        double out = script.ascent() * sizes.of(script);
        for (var each : inks.entrySet()) {
            out = Math.max(out, -level(each.getKey(), sizes) - each.getValue().top() * sizes.of(each.getKey()));
        }
        return out;
    }

    double lineHeight(Sizes sizes) {
        double below = (script.lineHeight() - script.ascent()) * sizes.of(script);
        for (var each : inks.entrySet()) {
            below = Math.max(below, level(each.getKey(), sizes) + each.getValue().bottom() * sizes.of(each.getKey()));
        }
        return ascent(sizes) + below;
    }

    /** How far below the line's base line that of a run stands, so that the letters' bodies are level. */
    private double level(Script run, Sizes sizes) {
        return script.middle() * sizes.of(script) - run.middle() * sizes.of(run);
    }

    double width(int from, int until, Sizes sizes) {
        return (chinese[until] - chinese[from]) * sizes.of(Script.CHINESE) + (tibetan[until] - tibetan[from]) * sizes.of(Script.TIBETAN);
    }

    /** The letters of {@code [from, until)}, their line's base line beginning at (x, y). Runs of the other script stand level with it. */
    Path2D outline(int from, int until, Sizes sizes, double x, double y) {
        var out = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double at = x;
        for (Run run : runs(script, text, from, until)) {
            double em = sizes.of(run.script);
            double base = y + level(run.script, sizes);
            GlyphVector glyphs = vector(fonts.face(run.script).font(), run);
            var placed = new AffineTransform(em / Fonts.REFERENCE, 0, 0, em / Fonts.REFERENCE, at, base);
            out.append(placed.createTransformedShape(glyphs.getOutline()), false);
            at += width(run.from, run.until, sizes);
        }
        return out;
    }

    String part(int from, int until) {
        return text.substring(from, until);
    }
}
