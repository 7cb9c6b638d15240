package ledwall.meter;

/** A picture of which single pixels are asked. */
public interface Pixels {
    int width();

    int height();

    /** Brightness from 0 to 255. */
    int grey(int x, int y);
}
