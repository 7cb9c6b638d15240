package ledwall.controller.media;

/** How a master's picture meets a screen of another shape. */
public enum Fit {
    /** Whole picture, with black beside it. */
    CONTAIN,
    /** Whole screen, with the picture's edges cut. */
    COVER,
    /** Whole screen, whole picture, distorted. */
    STRETCH
}
