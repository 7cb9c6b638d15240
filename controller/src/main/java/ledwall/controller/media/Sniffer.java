package ledwall.controller.media;

import java.io.IOException;
import java.util.Set;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.runtime.Disk;

/**
 * Says what a file is by its own bytes, before any program opens it, so that a playlist or a picture too large to decode never reaches one. Also finds out
 * cheaply whether the file is all there: most programs play a truncated file up to its end without a word.
 */
final class Sniffer {
    /** Boxes, chunks or blocks one after another: more are an attack on our patience. */
    static final int MAX_PARTS = 2_000_000;
    private static final Set<String> MP4_BEGINNINGS = Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot");
    private static final Set<String> PICTURE_BRANDS = Set.of("avif", "avis", "heic", "heix", "heif", "mif1", "msf1");
    private static final int TS_PACKET = 188;
    private static final int TS_PACKETS_SEEN = 5;
    private static final int MIN_BYTES = 16;

    private Sniffer() {}

    /** @throws Refusal if the file is of no known format, is truncated, or its picture is too large */
    static Container sniff(Disk disk, String path) throws IOException {
        var file = new FileView(disk, path);
        if (file.size() < MIN_BYTES) {
            throw Unusable.unknownFormat();
        }
        if (file.has(0, "\u0089PNG\r\n\u001a\n")) {
            Pictures.png(file);
            return Container.PNG;
        }
        if (file.has(0, "\u00ff\u00d8\u00ff")) {
            Pictures.jpeg(file);
            return Container.JPEG;
        }
        if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
            Pictures.gif(file);
            return Container.GIF;
        }
        if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
            riffIsWhole(file);
            Pictures.webp(file);
            return Container.WEBP;
        }
        if (file.has(0, "RIFF") && file.has(8, "AVI ")) {
            riffIsWhole(file);
            return Container.AVI;
        }
        if (MP4_BEGINNINGS.contains(file.fourCharacters(4))) {
            mp4(file);
            return Container.MP4;
        }
        if (file.has(0, "\u001aE\u00df\u00a3")) {
            matroska(file);
            return Container.MATROSKA;
        }
        if (transportStream(file, 0, TS_PACKET) || transportStream(file, 4, TS_PACKET + 4)) {
            return Container.MPEG_TS;
        }
        throw Unusable.unknownFormat();
    }

    /** Recorders that cannot go back to the beginning leave the length 0. */
    private static void riffIsWhole(FileView file) throws IOException {
        long promised = file.little(4, 4) + 8;
        if (promised > file.size()) {
            throw missing(promised, file.size());
        }
    }

    /** Top-level boxes must lie within the file, and one of them must be the index. */
    private static void mp4(FileView file) throws IOException {
        if (file.has(4, "ftyp") && PICTURE_BRANDS.contains(file.fourCharacters(8))) {
            throw Unusable.unsupported("HEIC and AVIF pictures are not taken.");
        }
        boolean index = false;
        long at = 0;
        for (int parts = 0; at + 8 <= file.size(); parts++) {
            if (parts > MAX_PARTS) {
                throw Unusable.damaged("It consists of too many parts.");
            }
            index |= file.has(at + 4, "moov");
            long length = file.big(at, 4);
            if (length == 1) {
                length = file.big(at + 8, 8);
            } else if (length == 0) {
                length = file.size() - at;
            }
            if (length < 8) {
                // Padding behind the last box: harmless where the index was before it.
                break;
            }
            if (length > file.size() - at) {
                throw missing(at > Long.MAX_VALUE - length ? Long.MAX_VALUE : at + length, file.size());
            }
            at += length;
        }
        if (!index) {
            throw Unusable.truncated("The file has no index (moov): its recording or copy was broken off.");
        }
    }

    /** The segment must lie within the file; live recordings leave its length open (all ones). */
    private static void matroska(FileView file) throws IOException {
        long segment = 4 + vintLength(file, 4) + vint(file, 4);
        if (!file.has(segment, "\u0018S\u0080g")) {
            throw Unusable.damaged("It begins like MKV or WebM, but has no content.");
        }
        int lengthBytes = vintLength(file, segment + 4);
        long length = vint(file, segment + 4);
        boolean open = length == (1L << (7 * lengthBytes)) - 1;
        long end = segment + 4 + lengthBytes + length;
        if (!open && end > file.size()) {
            throw missing(end, file.size());
        }
    }

    private static int vintLength(FileView file, long at) throws IOException {
        int first = file.u8(at);
        if (first == 0) {
            throw Unusable.damaged("It begins like MKV or WebM, but is not.");
        }
        return Integer.numberOfLeadingZeros(first) - 23;
    }

    /** A number whose first set bit tells its length in bytes (RFC 8794, section 4). */
    private static long vint(FileView file, long at) throws IOException {
        int bytes = vintLength(file, at);
        long value = file.u8(at) & (0xff >> bytes);
        for (int i = 1; i < bytes; i++) {
            value = (value << 8) | file.u8(at + i);
        }
        return value;
    }

    private static boolean transportStream(FileView file, int first, int packet) throws IOException {
        int seen = 0;
        for (long at = first; at < file.size() && seen < TS_PACKETS_SEEN; at += packet) {
            if (file.u8(at) != 0x47) {
                return false;
            }
            seen++;
        }
        return seen == TS_PACKETS_SEEN;
    }

    static Refusal missing(long promised, long size) {
        return Unusable.truncated("The file ends after " + size + " bytes; by its own account it should have at least " + promised + ".");
    }
}
