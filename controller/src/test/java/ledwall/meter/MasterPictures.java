package ledwall.meter;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A master's pictures, grey, one byte a pixel: the {@link FrameCode}, and between its bands a grain that moves, so that a clip of them weighs what footage does.
 * Always the same ones.
 */
public final class MasterPictures {
    private final Master master;
    private final int width;
    private final int height;
    private final byte[] grain;

    public MasterPictures(Master master, int width, int height) {
        this.master = master;
        this.width = width;
        this.height = height;
        grain = new byte[2 * width * height];
        new SplittableRandom(master.item()).nextBytes(grain);
        for (int i = 0; i < grain.length; i++) {
            grain[i] = (byte) (64 + 2 * master.item() + (grain[i] & 15));
        }
    }

    public byte[] frame(int frame) {
        var random = new SplittableRandom(frame);
        int from = random.nextInt(width) + width * random.nextInt(height - 1);
        byte[] picture = Arrays.copyOfRange(grain, from, from + width * height);
        FrameCode.paint(picture, width, height, FrameCode.of(master.item(), frame));
        return picture;
    }
}
