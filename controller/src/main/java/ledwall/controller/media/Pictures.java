package ledwall.controller.media;

import java.io.IOException;

/** The headers of picture files: how large the picture is, before anything decodes it, and whether the file runs to its end mark. */
final class Pictures {
    private static final int PNG_CHUNK = 12;
    private static final int GIF_EXTENSION = 0x21;
    private static final int GIF_IMAGE = 0x2c;
    private static final int GIF_END = 0x3b;
    private static final int JPEG_SCAN = 0xda;
    private static final int JPEG_END = 0xd9;

    private Pictures() {}

    /** Chunks of length, type, data and checksum, from IHDR to IEND (PNG, third edition, section 5). */
    static void png(FileView file) throws IOException {
        if (!file.has(12, "IHDR")) {
            throw Unusable.damaged("It begins like PNG, but has no header.");
        }
        Unusable.checkPicture(file.big(16, 4), file.big(20, 4));
        long at = 8;
        for (int parts = 0; !file.has(at + 4, "IEND"); parts++) {
            at += file.big(at, 4) + PNG_CHUNK;
            if (at + PNG_CHUNK > file.size()) {
                throw Sniffer.missing(at + PNG_CHUNK, file.size());
            }
            if (parts > Sniffer.MAX_PARTS) {
                throw Unusable.damaged("It consists of too many parts.");
            }
        }
    }

    /** Segments up to the scan, among them the frame header with the size; then coded data, in which only the end mark reads FF D9 (ITU-T T.81, annex B). */
    static void jpeg(FileView file) throws IOException {
        long at = 2;
        boolean sized = false;
        for (int parts = 0; ; parts++) {
            if (file.u8(at) != 0xff || parts > Sniffer.MAX_PARTS) {
                throw Unusable.damaged("It begins like JPEG, but its segments are broken.");
            }
            int marker = file.u8(at + 1);
            if (marker == 0xff) {
                // Any segment may be preceded by fill bytes.
                at++;
                continue;
            }
            if (marker == JPEG_SCAN) {
                break;
            }
            if (frameHeader(marker)) {
                Unusable.checkPicture(file.big(at + 7, 2), file.big(at + 5, 2));
                sized = true;
            }
            at += 2 + file.big(at + 2, 2);
        }
        if (!sized) {
            throw Unusable.damaged("It begins like JPEG, but does not tell its size.");
        }
        for (at += 2; file.u8(at) != 0xff || file.u8(at + 1) != JPEG_END; at++) {
            // u8 refuses the file as truncated when it gets to its end without the mark.
        }
    }

    private static boolean frameHeader(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Screen descriptor, then blocks of sub-blocks up to the trailer (GIF89a specification). */
    static void gif(FileView file) throws IOException {
        Unusable.checkPicture(file.little(6, 2), file.little(8, 2));
        long at = 13L + colours(file.u8(10));
        for (int parts = 0; parts < Sniffer.MAX_PARTS; parts++) {
            int kind = file.u8(at);
            if (kind == GIF_END) {
                return;
            }
            if (kind == GIF_EXTENSION) {
                at = afterSubBlocks(file, at + 2);
            } else if (kind == GIF_IMAGE) {
                Unusable.checkPicture(file.little(at + 5, 2), file.little(at + 7, 2));
                at = afterSubBlocks(file, at + 11L + colours(file.u8(at + 9)));
            } else {
                throw Unusable.damaged("It begins like GIF, but its blocks are broken.");
            }
        }
        throw Unusable.damaged("It consists of too many parts.");
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static long afterSubBlocks(FileView file, long first) throws IOException {
        long at = first;
        for (int length = file.u8(at); length != 0; length = file.u8(at)) {
            at += length + 1L;
        }
        return at + 1;
    }

    /** The first chunk tells the size: lossy, lossless, or extended (RFC 9649). */
    static void webp(FileView file) throws IOException {
        switch (file.fourCharacters(12)) {
            case "VP8 " -> Unusable.checkPicture(file.little(26, 2) & 0x3fff, file.little(28, 2) & 0x3fff);
            case "VP8L" -> {
                long packed = file.little(21, 4);
                Unusable.checkPicture((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1);
            }
            case "VP8X" -> {
                if ((file.u8(20) & 2) != 0) {
                    throw Unusable.unsupported("Animated WebP is not taken.");
                }
                Unusable.checkPicture(file.little(24, 3) + 1, file.little(27, 3) + 1);
            }
            default -> throw Unusable.damaged("It begins like WebP, but has no picture.");
        }
    }
}
