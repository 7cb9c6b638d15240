/**
 * The media tools as Debian's ffmpeg and ffprobe, each run as a confined child process: what people upload is an attack on a decoder until shown otherwise.
 * Everything here blocks; callers are workers.
 */
@NullMarked
package ledwall.controller.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
