package ledwall.controller.media;

import ledwall.protocol.id.MediaHash;

/** What a rendition is made of: the same key always means the same picture. {@code recipe} counts up whenever rendering changes. */
public record RenditionKey(MediaHash master, int width, int height, Fit fit, int frameRate, int recipe) {}
