package ledwall.controller.media.ffmpeg;

import java.util.List;
import ledwall.controller.media.Container;
import ledwall.controller.media.Limits;
import ledwall.controller.media.MediaTools.Source;
import ledwall.protocol.runtime.Disk;

/** What stands before an uploaded file on every command line. */
final class Inputs {
    /** The decoders that screens' media are made with; of ffmpeg's five hundred others most were last looked at long ago. */
    private static final String DECODERS = "h264,hevc,mpeg1video,mpeg2video,mpeg4,msmpeg4,msmpeg4v2,h263,vp8,vp9,libdav1d,prores,dnxhd"
        + ",mjpeg,png,gif,webp,rawvideo,ffv1,qtrle,v210";
    /**
     * Sound and subtitles are never decoded for a clip, yet ffprobe opens a decoder for each stream and ends when it may not: these are what cameras, phones
     * and recorders write.
     */
    private static final String COMPANIONS = "aac,ac3,eac3,dca,mp1float,mp2float,mp3float,opus,vorbis,flac,alac,truehd,amrnb,amrwb"
        + ",adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,wmav1,wmav2,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_u8,pcm_s8"
        + ",pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_f32be,pcm_f32le"
        + ",mov_text,srt,subrip,ass,ssa,webvtt,dvbsub,dvdsub,pgssub,libzvbi_teletextdec,cc_dec";
    /** A stream is read this far at most before ffmpeg makes up its mind. */
    private static final String PROBE_BYTES = String.valueOf(32 << 20);
    private static final String MAX_STREAMS = "64";

    private Inputs() {}

    /** For ffmpeg, which decodes the picture alone. */
    static List<String> picture(Source source, Disk disk) {
        return options(source, disk, DECODERS);
    }

    /** For ffprobe. */
    static List<String> whole(Source source, Disk disk) {
        return options(source, disk, DECODERS + "," + COMPANIONS);
    }

    private static List<String> options(Source source, Disk disk, String decoders) {
        String demuxer = demuxer(source.container());
        return List.of(
            "-protocol_whitelist", "file",
            "-format_whitelist", demuxer,
            "-codec_whitelist", decoders,
            "-max_pixels", String.valueOf(Limits.MAX_PIXELS),
            "-max_streams", MAX_STREAMS,
            "-probesize", PROBE_BYTES,
            "-threads", "2",
            "-f", demuxer,
            "-i", "file:" + disk.locate(source.path()));
    }

    /** ffmpeg's name. The picture formats by their "pipe" demuxers: the ordinary one would take a file's name for a pattern. */
    private static String demuxer(Container container) {
        return switch (container) {
            case MP4 -> "mov";
            case MATROSKA -> "matroska";
            case MPEG_TS -> "mpegts";
            case AVI -> "avi";
            case GIF -> "gif";
            case PNG -> "png_pipe";
            case JPEG -> "jpeg_pipe";
            case WEBP -> "webp_pipe";
        };
    }
}
