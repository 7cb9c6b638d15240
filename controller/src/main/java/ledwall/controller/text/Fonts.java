package ledwall.controller.text;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;

/**
 * The pinned fonts, as they were found when they were first needed. A file is used only if its bytes are the known ones, and no other font ever stands in: either
 * every wall shows the same letters, or nothing is drawn and whoever asks is told which package lacks. Blocking at the first use; safe from any thread.
 */
public final class Fonts {
    /** Where Debian puts fonts. */
    public static final Path SYSTEM = Path.of("/usr/share/fonts");
    /** Outlines are taken at this em and scaled: they are the same at every size, without hints. */
    static final float REFERENCE = 1000;
    private static final int READ_BYTES = 1 << 16;
    private static final int DOTTED_CIRCLE = 0x25cc;

    private final Path folder;
    private Map<Script, Face> faces = Map.of();

    public Fonts(Path folder) {
        this.folder = folder;
    }

    /** A face at the reference size, and the glyphs that stand for what it cannot draw. */
    record Face(Font font, int missing, int dottedCircle) {
        static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

        static Face of(Font found) {
            Font font = found.deriveFont(REFERENCE);
            char[] circle = Character.toChars(DOTTED_CIRCLE);
            return new Face(font, font.getMissingGlyphCode(), font.createGlyphVector(CONTEXT, circle).getGlyphCode(0));
        }
    }

    /**
     * Looks for the fonts unless they were found before: whoever installs them need not restart anything.
     *
     * @throws Refusal {@code fontUnknown}
     */
    public void check() {
        faces();
    }

    Face face(Script script) {
        Face face = faces().get(script);
        if (face == null) {
            throw new IllegalStateException("no font was pinned for " + script);
        }
        return face;
    }

    private synchronized Map<Script, Face> faces() {
        if (faces.isEmpty()) {
            var found = new EnumMap<Script, Face>(Script.class);
            for (PinnedFont pinned : PinnedFont.values()) {
                found.put(pinned.script(), load(pinned));
            }
            faces = Map.copyOf(found);
        }
        return faces;
    }

    private Face load(PinnedFont pinned) {
        Path file = folder.resolve(pinned.path());
        try {
            if (!Files.isRegularFile(file)) {
                throw unknown("The controller has no font file " + file + ".", pinned);
            }
            if (!sha256(file).equals(pinned.sha256())) {
                throw unknown("The font file " + file + " is not the one that notices are drawn with.", pinned);
            }
            return Arrays.stream(Font.createFonts(file.toFile())).filter(font -> font.getPSName().equals(pinned.face())).findFirst().map(Face::of)
                .orElseThrow(() -> unknown("The font file " + file + " has no face " + pinned.face() + ".", pinned));
        } catch (IOException | FontFormatException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "fontUnknown", "The font file " + file + " cannot be read.", advice(pinned), e);
        }
    }

    private static Refusal unknown(String cause, PinnedFont pinned) {
        return new Refusal(Refusal.Kind.UNAVAILABLE, "fontUnknown", cause, advice(pinned));
    }

    private static String advice(PinnedFont pinned) {
        return "Install " + pinned.packaged() + " on the controller (Debian 12), then try again; no other font is taken, so that every wall shows the same.";
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = Bytes.sha256Digest();
            var buffer = new byte[READ_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
