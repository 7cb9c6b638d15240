package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import ledwall.controller.access.Right;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.screen.SlateChoice;
import ledwall.controller.screen.SlateChoices;
import ledwall.controller.screen.SlateOwner;
import ledwall.controller.screen.SlateStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/** What stands on a screen, or on all of a group, where nothing else can. */
public final class SlateRoutes extends Routes {
    private static final String OF_SCREEN = "/api/v1/screens/{id}/slate";
    private static final String OF_GROUP = "/api/v1/groups/{id}/slate";
    private static final String MEDIA = "media";
    private static final List<String> SOURCES = List.of("inherited", "builtIn", MEDIA);

    private final SlateChoices slates;
    private final MediaStore media;

    public SlateRoutes(SlateChoices slates, MediaStore media) {
        this.slates = slates;
        this.media = media;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("getScreenSlate", OF_SCREEN, Right.VIEW, request -> answer(screen(request), slates.of(screen(request)))),
            put("replaceScreenSlate", OF_SCREEN, Right.EDIT_SCHEDULE, request -> replace(request, SlateRoutes::screen)),
            get("getGroupSlate", OF_GROUP, Right.VIEW, request -> answer(group(request), slates.of(group(request)))),
            put("replaceGroupSlate", OF_GROUP, Right.EDIT_SCHEDULE, request -> replace(request, SlateRoutes::group)));
    }

    private Answer replace(Request request, Function<Request, SlateOwner> of) {
        long expected = request.ifMatch();
        var fields = request.fields();
        String source = fields.text("source", 20);
        MediaId medium = fields.value("media", true, MediaId::new);
        Fit fit = fields.value("fit", true, PlaylistRoutes::fit);
        if (fields.present("source") && !SOURCES.contains(source)) {
            fields.note("source", "must be one of inherited, builtIn, media");
        }
        if (source.equals(MEDIA) && medium == null) {
            fields.note("media", "is missing");
        }
        if (!source.equals(MEDIA) && (medium != null || fit != null)) {
            fields.note(medium != null ? "media" : "fit", "must not be set unless source is media");
        }
        fields.check();
        SlateOwner owner = of.apply(request);
        return answer(owner, slates.replace(owner, expected, choice(source, medium, fit)));
    }

    private static SlateChoice choice(String source, @Nullable MediaId medium, @Nullable Fit fit) {
        if (medium != null) {
            return new SlateChoice.OfMedia(medium, Objects.requireNonNullElse(fit, Fit.CONTAIN));
        }
        return source.equals("builtIn") ? new SlateChoice.BuiltIn() : new SlateChoice.Inherited();
    }

    private Answer answer(SlateOwner owner, SlateStore.Kept kept) {
        ObjectNode view = view(Json.object().put("revision", kept.revision()), kept.choice());
        SlateChoice shown = switch (owner) {
            case SlateOwner.OfScreen(var screen) -> slates.effective(screen);
            case SlateOwner.OfGroup _ -> kept.choice() instanceof SlateChoice.Inherited ? new SlateChoice.BuiltIn() : kept.choice();
        };
        view(view.putObject("shown"), shown);
        return Answer.ok(view).with("ETag", "\"" + kept.revision() + "\"");
    }

    private ObjectNode view(ObjectNode view, SlateChoice choice) {
        return switch (choice) {
            case SlateChoice.Inherited() -> view.put("source", "inherited").putNull(MEDIA).putNull("mediaName").putNull("fit");
            case SlateChoice.BuiltIn() -> view.put("source", "builtIn").putNull(MEDIA).putNull("mediaName").putNull("fit");
            case SlateChoice.OfMedia(MediaId id, Fit fit) -> view.put("source", MEDIA).put(MEDIA, id.value())
                .put("mediaName", media.byId(id).map(Media::name).orElse(id.value())).put("fit", fit.name().toLowerCase(Locale.ROOT));
        };
    }

    private static SlateOwner screen(Request request) {
        return new SlateOwner.OfScreen(ScreenRoutes.id(request.id()));
    }

    private static SlateOwner group(Request request) {
        return new SlateOwner.OfGroup(request.id("group", GroupId::new));
    }
}
