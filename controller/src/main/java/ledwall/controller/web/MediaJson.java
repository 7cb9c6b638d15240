package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaProgress;
import ledwall.controller.media.Renditions;

/** Media as the API shows them. Safe from any thread. */
final class MediaJson {
    private final Renditions renditions;

    MediaJson(Renditions renditions) {
        this.renditions = renditions;
    }

    ObjectNode view(Media media) {
        String failure = Objects.requireNonNullElseGet(media.failure(), () -> renditions.failure(media.hash()).orElse(""));
        String problem = failure.isEmpty() ? renditions.delay(media.hash()).orElse("") : failure;
        var tally = renditions.tally(media.hash());
        ObjectNode view = Json.object().put("id", media.id().value()).put("name", media.name()).put("kind", media.text() ? "text" : kind(media.kind()))
            .put("width", media.width()).put("height", media.height());
        if (media.length() == null) {
            view.putNull("lengthMillis");
        } else {
            view.put("lengthMillis", media.length().toMillis());
        }
        view.put("bytes", media.bytes()).put("sha256", media.hash().value()).put("uploadedAt", Json.instant(media.uploadedAt()))
            .put("state", state(failure, tally)).put("problem", problem.isEmpty() ? null : problem);
        view.putObject("renditions").put("ready", tally.ready()).put("total", tally.total());
        return view;
    }

    static ObjectNode view(MediaProgress progress) {
        return Json.object().put("id", progress.id().value()).put("phase", phase(progress.phase())).put("percent", progress.percent());
    }

    private static String state(String failure, Renditions.Tally tally) {
        if (!failure.isEmpty()) {
            return "failed";
        }
        return tally.ready() < tally.total() ? "rendering" : "ready";
    }

    private static String kind(Media.Kind kind) {
        return switch (kind) {
            case VIDEO -> "video";
            case STILL -> "still";
        };
    }

    private static String phase(MediaProgress.Phase phase) {
        return switch (phase) {
            case UPLOADING -> "uploading";
            case PROBING -> "probing";
            case RENDERING -> "rendering";
            case READY -> "ready";
            case FAILED -> "failed";
        };
    }
}
