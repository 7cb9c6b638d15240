package ledwall.controller.media.ffmpeg;

import java.util.List;
import java.util.Locale;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Crop;
import ledwall.controller.media.Fit;
import ledwall.controller.media.MediaTools;
import ledwall.controller.media.MediaTools.Output;
import ledwall.controller.media.Shape;

/** Filter graphs in ffmpeg's own words: one decoded picture in, one of each shape out, in BT.709 of limited range, with square pixels. Pure. */
final class Filters {
    private static final int THUMBNAIL_WIDTH = 320;
    private static final int THUMBNAIL_MAX_HEIGHT = 640;
    /** Less than one step, even all over the picture (J. Jimenez, interleaved gradient noise, SIGGRAPH 2014). */
    private static final String NOISE = "mod(52.9829189*mod(0.06711056*X+0.00583715*Y,1),1)";

    private static final String TONE_MAPPED =
        "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv";

    private Filters() {}

    /** From the input's picture stream to {@code [o0]}, {@code [o1]}, ... */
    static String outputs(Facts facts, List<Output> outputs) {
        boolean fast = outputs.stream().anyMatch(output -> output.shape().frameRate() >= 50);
        var graph = new StringBuilder("[0:V:0]").append(source(facts, fast)).append(",split=").append(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            graph.append("[s").append(i).append(']');
        }
        for (int i = 0; i < outputs.size(); i++) {
            var shape = outputs.get(i).shape();
            String filters = timed(facts, shape, fitted(facts, shape, outputs.get(i).fit()));
            graph.append(";[s").append(i).append(']').append(filters).append("[o").append(i).append(']');
        }
        return graph.toString();
    }

    /** From the input's picture stream to {@code [o0]}: a frame for a JPEG, which is always of BT.601 and full range. */
    static String thumbnail(Facts facts) {
        double scale = Math.min((double) THUMBNAIL_WIDTH / facts.shownWidth(), (double) THUMBNAIL_MAX_HEIGHT / facts.shownHeight());
        long width = Math.max(1, Math.round(facts.shownWidth() * scale));
        long height = Math.max(1, Math.round(facts.shownHeight() * scale));
        return "[0:V:0]" + source(facts, false) + "," + scale(width, height, facts, "bt601", "pc") + ",setsar=1,format=yuvj420p[o0]";
    }

    /** A graph without input: luma falls from above to below, with noise against bands. */
    static String slate(Shape shape) {
        String picture = "color=c=black:s=" + shape.width() + "x" + shape.height() + ":r=" + shape.frameRate() + ":d=1,format=" + pixels(shape);
        String gradient = "geq=lum='floor(22+36*(1-Y/H)+" + NOISE + ")':cb='floor(130+9*(1-Y/H)+" + NOISE + ")':cr='floor(126+" + NOISE + ")'";
        return picture + "," + gradient + ",trim=end_frame=1," + standing(shape);
    }

    /** From the input's picture stream to {@code [o0]}: the chosen part, at the times that the file gives, so that the sound stays with it. */
    static String film(Facts facts, ChannelRequest request, FilmPlan plan) {
        var shape = new Shape(plan.width(), plan.height(), plan.frameRate());
        String part = cropped(request.crop(), request.width(), request.height()) + coloured(plan.width(), plan.height(), facts, shape);
        if (facts.still()) {
            return "[0:V:0]" + source(facts, false) + "," + part + "," + standing(shape) + "[o0]";
        }
        // Where the picture begins later than the sound, its first frame stands until then.
        String rate = "fps=" + plan.frameRate() + ":start_time=0";
        String steady = facts.frameRate() > plan.frameRate() ? rate + "," + part : part + "," + rate;
        return "[0:V:0]" + looked("null", facts, false) + "," + steady + "[o0]";
    }

    /** From the input's picture stream to {@code [o0]}, {@code [o1]}, ...: the same frame so many times, for JPEG. */
    static String pictures(Facts facts, ChannelRequest request, Frame frame, int times) {
        var graph = new StringBuilder("[0:V:0]").append(source(facts, false)).append(',').append(cropped(request.crop(), request.width(), request.height()));
        if (facts.highDynamicRange()) {
            graph.append("scale=").append(frame.width()).append(':').append(frame.height()).append(":flags=bicubic+accurate_rnd,").append(TONE_MAPPED)
                .append(",scale=in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc");
        } else {
            graph.append(scale(frame.width(), frame.height(), facts, "bt601", "pc"));
        }
        graph.append(",setsar=1,format=yuvj420p,split=").append(times);
        for (int i = 0; i < times; i++) {
            graph.append("[o").append(i).append(']');
        }
        return graph.toString();
    }

    /** From drawn frames to {@code [o0]}; one that stands is repeated. */
    static String drawn(Shape shape, int frames, boolean still) {
        String coloured = "[0:v]scale=flags=bicubic+accurate_rnd:out_color_matrix=bt709:out_range=tv,setsar=1,format=" + pixels(shape);
        return coloured + (still ? "," + standing(shape, frames) : "") + "[o0]";
    }

    static int stillFrames(Shape shape) {
        return (int) MediaTools.STILL_CLIP.toSeconds() * shape.frameRate();
    }

    private static String source(Facts facts, boolean everyField) {
        return looked(facts.still() ? "trim=end_frame=1,setpts=PTS-STARTPTS" : "setpts=PTS-STARTPTS", facts, everyField);
    }

    private static String looked(String timed, Facts facts, boolean everyField) {
        var filters = new StringBuilder(timed);
        if (facts.interlaced()) {
            filters.append(",bwdif=mode=").append(everyField ? "send_field" : "send_frame").append(":deint=interlaced");
        }
        if (facts.alpha()) {
            // Over black.
            filters.append(",format=gbrap,premultiply=inplace=1,format=gbrp");
        }
        return filters.toString();
    }

    /** Frames are dropped before they are scaled, and doubled afterwards: either way the fewer are scaled. */
    private static String timed(Facts facts, Shape shape, String fitted) {
        if (facts.still()) {
            return fitted + "," + standing(shape);
        }
        String rate = "fps=" + shape.frameRate();
        return facts.frameRate() > shape.frameRate() ? rate + "," + fitted : fitted + "," + rate;
    }

    private static String standing(Shape shape) {
        return standing(shape, stillFrames(shape));
    }

    private static String standing(Shape shape, int frames) {
        return "loop=loop=" + (frames - 1) + ":size=1:start=0,settb=1/" + shape.frameRate() + ",setpts=N";
    }

    private static String fitted(Facts facts, Shape shape, Fit fit) {
        return switch (fit) {
            case STRETCH -> coloured(shape.width(), shape.height(), facts, shape);
            case COVER -> cropped(Crop.WHOLE, shape.width(), shape.height()) + coloured(shape.width(), shape.height(), facts, shape);
            case CONTAIN -> contained(facts, shape);
        };
    }

    /**
     * The largest part of a shape in the middle of what was chosen. In ffmpeg's own terms, because a stream may change its size half-way; {@code sar} turns
     * its pixels into square ones.
     */
    static String cropped(Crop crop, int width, int height) {
        if (crop.equals(Crop.WHOLE)) {
            return String.format(Locale.ROOT, "crop=w='max(2,min(iw,ih*%1$d/%2$d/sar))':h='max(2,min(ih,iw*sar*%2$d/%1$d))',", width, height);
        }
        String part = String.format(Locale.ROOT, "crop=w='max(2,min(iw*%3$s,ih*%4$s*%1$d/%2$d/sar))':h='max(2,min(ih*%4$s,iw*%3$s*sar*%2$d/%1$d))'", width,
            height, share(crop.width()), share(crop.height()));
        return part + String.format(Locale.ROOT, ":x='iw*%s+(iw*%s-ow)/2':y='ih*%s+(ih*%s-oh)/2',", share(crop.x()), share(crop.width()), share(crop.y()),
            share(crop.height()));
    }

    private static String share(int units) {
        return String.format(Locale.ROOT, "%.4f", (double) units / Crop.UNITS);
    }

    private static String contained(Facts facts, Shape shape) {
        double scale = Math.min((double) shape.width() / facts.shownWidth(), (double) shape.height() / facts.shownHeight());
        int step = step(shape);
        int width = fit(facts.shownWidth() * scale, shape.width(), step);
        int height = fit(facts.shownHeight() * scale, shape.height(), step);
        var scaled = coloured(width, height, facts, shape);
        if (width == shape.width() && height == shape.height()) {
            return scaled;
        }
        int left = middle(shape.width() - width, step);
        int above = middle(shape.height() - height, step);
        return scaled + ",pad=" + shape.width() + ":" + shape.height() + ":" + left + ":" + above + ":black";
    }

    private static int fit(double side, int whole, int step) {
        return Math.clamp(Math.round(side / step) * step, step, whole);
    }

    private static int middle(int rest, int step) {
        return rest / 2 / step * step;
    }

    private static String coloured(int width, int height, Facts facts, Shape shape) {
        String end = ",setsar=1,format=" + pixels(shape);
        if (facts.highDynamicRange()) {
            // Scaled first: tone mapping costs far more per pixel.
            return "scale=" + width + ":" + height + ":flags=bicubic+accurate_rnd," + TONE_MAPPED + end;
        }
        return scale(width, height, facts, "bt709", "tv") + end;
    }

    private static String scale(long width, long height, Facts facts, String matrix, String range) {
        String from = facts.scaleMatrix();
        return "scale=" + width + ":" + height + ":flags=bicubic+accurate_rnd" + (from.isEmpty() ? "" : ":in_color_matrix=" + from)
            + ":out_color_matrix=" + matrix + ":out_range=" + range;
    }

    /** H.264 with colours at half resolution has even sides only; a screen with an odd one gets full colours. */
    private static String pixels(Shape shape) {
        return step(shape) == 2 ? "yuv420p" : "yuv444p";
    }

    private static int step(Shape shape) {
        return shape.width() % 2 == 0 && shape.height() % 2 == 0 ? 2 : 1;
    }
}
