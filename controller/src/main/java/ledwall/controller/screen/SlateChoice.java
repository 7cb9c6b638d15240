package ledwall.controller.screen;

import ledwall.controller.media.Fit;
import ledwall.protocol.id.MediaId;

/** What stands on a screen where nothing else can. */
public sealed interface SlateChoice {
    /** Of a screen: whatever its group has. Of a group: the picture that the controller draws. Where nobody chose anything, it is this. */
    record Inherited() implements SlateChoice {}

    /** The picture that the controller draws, whatever the group has. */
    record BuiltIn() implements SlateChoice {}

    /** A still or a clip of the library. */
    record OfMedia(MediaId media, Fit fit) implements SlateChoice {}
}
