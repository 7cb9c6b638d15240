package ledwall.agent.glass;

import java.io.IOException;

/**
 * How a display's pixels lie in memory (X protocol, "FORMAT" and "VISUALTYPE"): {@code bytes} a pixel, in the server's byte order, the colours under their masks, rows
 * padded to whole {@code rowPadBytes}. Only TrueColor of 3 or 4 bytes: every LED sender and every Xvfb here has it.
 */
record PixelFormat(int bytes, int rowPadBytes, boolean littleEndian, int redMask, int greenMask, int blueMask) {
    PixelFormat {
        if (bytes != 3 && bytes != 4) {
            throw new IllegalArgumentException("pixels of " + bytes + " bytes");
        }
    }

    static PixelFormat of(int bitsPerPixel, int rowPadBits, boolean littleEndian, int redMask, int greenMask, int blueMask) throws IOException {
        if ((bitsPerPixel != 24 && bitsPerPixel != 32) || redMask == 0 || greenMask == 0 || blueMask == 0) {
            throw new IOException("the display has " + bitsPerPixel + " bits a pixel, or no TrueColor; set it to 24 bit colour");
        }
        return new PixelFormat(bitsPerPixel / 8, rowPadBits / 8, littleEndian, redMask, greenMask, blueMask);
    }

    int rowBytes(int width) {
        return (width * bytes + rowPadBytes - 1) / rowPadBytes * rowPadBytes;
    }

    /** The pixel at {@code at} as 0xRRGGBB. */
    int rgb(byte[] pixels, int at) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (pixels[at + i] & 0xff) << (8 * (littleEndian ? i : bytes - 1 - i));
        }
        return (channel(value, redMask) << 16) | (channel(value, greenMask) << 8) | channel(value, blueMask);
    }

    /** Writes {@code count} pixels of 0xRRGGBB, as they lie in the server's memory. */
    void put(int[] rgb, int from, int count, byte[] into) {
        for (int i = 0; i < count; i++) {
            int pixel = rgb[from + i];
            int value = placed((pixel >> 16) & 0xff, redMask) | placed((pixel >> 8) & 0xff, greenMask) | placed(pixel & 0xff, blueMask);
            for (int j = 0; j < bytes; j++) {
                into[i * bytes + j] = (byte) (value >> (8 * (littleEndian ? j : bytes - 1 - j)));
            }
        }
    }

    private static int placed(int channel, int mask) {
        int shift = Integer.numberOfTrailingZeros(mask);
        int max = mask >>> shift;
        return (max == 255 ? channel : (int) (channel * Integer.toUnsignedLong(max) / 255)) << shift;
    }

    /** The masked bits as 0..255, whatever their number. */
    private static int channel(int value, int mask) {
        int max = mask >>> Integer.numberOfTrailingZeros(mask);
        int bits = (value & mask) >>> Integer.numberOfTrailingZeros(mask);
        return max == 255 ? bits : (int) (bits * 255L / Integer.toUnsignedLong(max));
    }
}
