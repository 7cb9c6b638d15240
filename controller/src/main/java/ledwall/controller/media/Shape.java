package ledwall.controller.media;

import ledwall.protocol.id.MediaHash;

/** What a screen asks of a clip: its picture's size in pixels and its frame rate. */
public record Shape(int width, int height, int frameRate) implements Comparable<Shape> {
    /** Wider or higher than this no H.264 decoder of our agents plays. */
    public static final int MAX_SIDE = 8192;

    public Shape {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height + " cannot be rendered; each side must be 1 to " + MAX_SIDE);
        }
        if (frameRate != 25 && frameRate != 30 && frameRate != 50 && frameRate != 60) {
            throw new IllegalArgumentException("frame rate " + frameRate + " is none of 25, 30, 50, 60");
        }
    }

    /** The key of a master's rendition for such a screen, by today's recipe. */
    public RenditionKey key(MediaHash master, Fit fit) {
        return new RenditionKey(master, width, height, fit, frameRate, Renditions.RECIPE);
    }

    static Shape of(RenditionKey key) {
        return new Shape(key.width(), key.height(), key.frameRate());
    }

    @Override
    public int compareTo(Shape other) {
        int byWidth = Integer.compare(width, other.width);
        int bySize = byWidth != 0 ? byWidth : Integer.compare(height, other.height);
        return bySize != 0 ? bySize : Integer.compare(frameRate, other.frameRate);
    }

    @Override
    public String toString() {
        return width + "x" + height + "@" + frameRate;
    }
}
