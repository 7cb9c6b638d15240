package ledwall.controller.text;

/**
 * The fonts that notices are drawn with, each known by the SHA-256 of its file: another file, be it a newer one of the same font, draws other pictures. A package
 * that is to be used as well gets a line of its own here, after its pictures were looked at and the recipe of renditions was counted up.
 */
enum PinnedFont {
    CHINESE(Script.CHINESE, "NotoSansCJKsc-Bold", "opentype/noto/NotoSansCJK-Bold.ttc", "fonts-noto-cjk 1:20220127+repack1-1",
        "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb"),
    TIBETAN(Script.TIBETAN, "NotoSerifTibetan-Bold", "truetype/noto/NotoSerifTibetan-Bold.ttf", "fonts-noto-core 20201225-1",
        "829c6fb19fed2dedfa5ba651009bbdea1eb71a84a237239345bc5b03c0cfb7b2");

    private final Script script;
    private final String face;
    private final String path;
    private final String packaged;
    private final String sha256;

    PinnedFont(Script script, String face, String path, String packaged, String sha256) {
        this.script = script;
        this.face = face;
        this.path = path;
        this.packaged = packaged;
        this.sha256 = sha256;
    }

    Script script() {
        return script;
    }

    /** Its PostScript name: a collection holds one face for each region, and Java lists them all. */
    String face() {
        return face;
    }

    /** Below the system's folder of fonts. */
    String path() {
        return path;
    }

    /** The Debian package, with its version. */
    String packaged() {
        return packaged;
    }

    String sha256() {
        return sha256;
    }
}
