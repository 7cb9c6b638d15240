/** Masters and renditions: ingest, probe, render, thumbnails. ffmpeg runs as a confined child process. */
@NullMarked
package ledwall.controller.media;

import org.jspecify.annotations.NullMarked;
