package ledwall.agent.glass;

/**
 * Scales a picture down while its rows come in: each pixel of the result is the mean of the pixels below it, edges weighted by how much of them is covered. Holds one row of sums
 * and the result, so that a 4K display costs no 33 MB. Exact copies where nothing is to be scaled.
 */
final class AreaAverage {
    private final int width;
    private final int height;
    private final int outWidth;
    private final int outHeight;
    /** Sums of channel values, weighted in units of 1 / (outWidth x outHeight) of a source pixel: whole numbers, so nothing is rounded before the end. */
    private final long[] sums;
    private final byte[] result;
    private int row;
    private int outRow;

    AreaAverage(int width, int height, int outWidth, int outHeight) {
        this.width = width;
        this.height = height;
        this.outWidth = outWidth;
        this.outHeight = outHeight;
        this.sums = new long[3 * outWidth];
        this.result = new byte[3 * outWidth * outHeight];
    }

    /** The next row, 0xRRGGBB each. */
    void add(int[] rgb) {
        // In units of 1/outHeight of a source row, this one covers [row * outHeight, (row + 1) * outHeight); a result row is `height` of them.
        int from = row * outHeight;
        int until = from + outHeight;
        while (from < until) {
            int end = Math.min(until, (outRow + 1) * height);
            addWeighted(rgb, end - from);
            from = end;
            if (from == (outRow + 1) * height) {
                finishRow();
            }
        }
        row++;
    }

    /** Red, green, blue, from the top left, once all rows are in. */
    byte[] result() {
        return result;
    }

    private void addWeighted(int[] rgb, int rowWeight) {
        int out = 0;
        for (int x = 0; x < width; x++) {
            int from = x * outWidth;
            int until = from + outWidth;
            while (from < until) {
                int end = Math.min(until, (out + 1) * width);
                long weight = (long) rowWeight * (end - from);
                sums[3 * out] += weight * ((rgb[x] >> 16) & 0xff);
                sums[3 * out + 1] += weight * ((rgb[x] >> 8) & 0xff);
                sums[3 * out + 2] += weight * (rgb[x] & 0xff);
                from = end;
                if (from == (out + 1) * width) {
                    out++;
                }
            }
        }
    }

    private void finishRow() {
        long total = (long) width * height;
        for (int i = 0; i < sums.length; i++) {
            result[outRow * sums.length + i] = (byte) ((sums[i] + total / 2) / total);
            sums[i] = 0;
        }
        outRow++;
    }
}
