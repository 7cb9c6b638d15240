package ledwall.agent.glass;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import ledwall.protocol.id.Bytes;

/** Packs pixels as JPEG with the JDK's own writer, which is kept: making one costs more than using it. One thread at a time. */
final class Jpeg {
    private static final float QUALITY = 0.8f;
    /** Below this, text on a screen turns to mud; what is still too large then has to be scaled down. */
    private static final float WORST_QUALITY = 0.3f;
    private static final float QUALITY_STEP = 0.25f;

    private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();

    /** @param rgb red, green, blue of each pixel from the top left; @throws IOException if no quality brings it below {@code maxBytes} */
    Bytes pack(byte[] rgb, int width, int height, int maxBytes) throws IOException {
        int size = 0;
        for (float quality = QUALITY; quality >= WORST_QUALITY; quality -= QUALITY_STEP) {
            byte[] packed = pack(image(rgb, width, height), quality);
            size = packed.length;
            if (size <= maxBytes) {
                return Bytes.of(packed);
            }
        }
        throw new IOException("the picture takes " + size + " bytes at the lowest quality, more than " + maxBytes + "; ask for a smaller one");
    }

    private byte[] pack(BufferedImage image, float quality) throws IOException {
        var out = new ByteArrayOutputStream(64 * 1024);
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.reset();
        }
        return out.toByteArray();
    }

    /** A view of the array: nothing is copied. */
    private static BufferedImage image(byte[] rgb, int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, new int[] {0, 1, 2}, new Point(0, 0));
        var colours = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }
}
