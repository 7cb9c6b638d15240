import ledwall.meter.Pixels;

/** A virtual screen as the frame meter looks at it. */
record ScreenPixels(Framebuffer framebuffer) implements Pixels {
    @Override
    public int width() {
        return framebuffer.width;
    }

    @Override
    public int height() {
        return framebuffer.height;
    }

    @Override
    public int grey(int x, int y) {
        return framebuffer.grey(x, y);
    }
}
