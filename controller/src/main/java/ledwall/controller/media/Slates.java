package ledwall.controller.media;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;

/**
 * The neutral picture of each screen shape, which stands when nothing else can: on every agent's disk, at the end of every list it plays. It is a rendition of
 * a master that exists only as a text. On the loop, but for {@link #find}.
 */
public final class Slates {
    /** What the media tools draw. Any change here gives every agent a new slate. */
    private static final String TEXT = "ledwall slate 1: a calm dark gradient, blue above, nearly black below, no text";
    static final MediaHash MASTER = new MediaHash(Bytes.of(TEXT.getBytes(StandardCharsets.UTF_8)).sha256());

    private final Renditions renditions;

    Slates(Renditions renditions) {
        this.renditions = renditions;
    }

    /** Has the slate of each shape made, before everything else. */
    public void want(Collection<Shape> shapes) {
        renditions.want(shapes.stream().sorted().distinct().map(Slates::key).toList(), Renditions.Priority.SLATE);
    }

    /** The slate of this shape, if it is made. Safe from any thread. */
    public Optional<Rendition> find(Shape shape) {
        return renditions.find(key(shape));
    }

    /** What the slate of this shape is rendered as. Safe from any thread. */
    public static RenditionKey key(Shape shape) {
        return shape.key(MASTER, Fit.STRETCH);
    }
}
