package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import ledwall.controller.access.Right;
import ledwall.controller.media.MediaStore;
import ledwall.controller.media.Renditions;
import ledwall.controller.notice.Images;
import ledwall.controller.notice.Notices;
import ledwall.controller.refusal.Names;
import ledwall.controller.text.Bilingual;
import ledwall.controller.text.Field;
import ledwall.controller.text.Legibility;
import ledwall.controller.text.Notice;
import ledwall.controller.text.Page;
import ledwall.controller.text.Policy;
import ledwall.controller.text.Script;
import ledwall.controller.text.Template;
import ledwall.controller.text.Theme;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/** Bilingual notices: written here, shown as media. */
public final class TextRoutes extends Routes {
    private static final String PATH = "/api/v1/text";
    private static final int MAX_REASON = 500;
    /** More than any field takes, so that the refusal that names the bound is the one that people read. */
    private static final int MAX_SENT = 4_000;
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 8_192;
    /** A preview of more pixels would hold too much memory. */
    private static final long MAX_PREVIEW_PIXELS = 10_000_000;
    private static final double MAX_PITCH = 100;

    private final Notices notices;
    private final MediaStore media;
    private final MediaJson mediaJson;

    public TextRoutes(Notices notices, MediaStore media, Renditions renditions) {
        this.notices = notices;
        this.media = media;
        this.mediaJson = new MediaJson(renditions);
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("getTextPolicy", PATH + "/policy", Right.VIEW, request -> Answer.ok(TextJson.policy(notices.policy(), notices.policies()))),
            put("chooseTextPolicy", PATH + "/policy", Right.SET_TEXT_POLICY, this::choose),
            get("listTextTemplates", PATH + "/templates", Right.VIEW, request -> Answer.ok(TextJson.templates())),
            post("addText", PATH, Right.EDIT_MEDIA, this::add),
            Operation.question("previewText", PATH + "/preview", Right.EDIT_MEDIA, this::preview),
            get("getText", PATH + "/{id}", Right.VIEW, request -> answer(id(request))),
            put("replaceText", PATH + "/{id}", Right.EDIT_MEDIA, this::replace),
            get("listTextRevisions", PATH + "/{id}/revisions", Right.VIEW,
                request -> Answer.ok(TextJson.history(notices.history(id(request))))));
    }

    private Answer choose(Request request) {
        var fields = request.fields();
        Policy policy = chosen(fields, "name", Policy::of, Policy.values(), Policy::id);
        String reason = fields.text("reason", MAX_REASON);
        boolean apply = fields.present("applyToExisting") && fields.flag("applyToExisting");
        fields.check();
        notices.choose(Objects.requireNonNull(policy), reason, request.who());
        var view = TextJson.policy(notices.policy(), notices.policies());
        if (apply) {
            TextJson.applied(view, notices.applyPolicy(request.who()));
        }
        return Answer.ok(view).about(policy.id());
    }

    private Answer add(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        Notices.Draft draft = draft(fields);
        fields.check();
        var added = notices.create(name, draft, request.who());
        return Answer.json(201, mediaJson.view(added)).about(added.id().value()).with("Location", PATH + "/" + added.id()).with("ETag", "\"1\"");
    }

    private Answer replace(Request request) {
        long expected = request.ifMatch();
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        Notices.Draft draft = draft(fields);
        fields.check();
        return answer(notices.replace(id(request), expected, name, draft, request.who()).media().id());
    }

    private Answer.Content answer(MediaId id) {
        var kept = notices.byMedia(id);
        var view = TextJson.view(kept, notices.length(kept.notice()), notices.fittings(kept.notice()));
        media.byId(id).ifPresent(each -> view.set("media", mediaJson.view(each)));
        return Answer.ok(view).with("ETag", "\"" + kept.revision() + "\"");
    }

    private Answer preview(Request request) {
        int width = request.integer("width", MIN_SIDE, MAX_SIDE, 0);
        int height = request.integer("height", MIN_SIDE, MAX_SIDE, 0);
        if (width == 0 || height == 0 || (long) width * height > MAX_PREVIEW_PIXELS) {
            throw HttpProblem.badInput(List.of(new HttpProblem.Field("width", "and height must be given, of at most " + MAX_PREVIEW_PIXELS + " pixels in all")));
        }
        Double pitch = number(request, "pitch", MAX_PITCH);
        Double at = number(request, "at", (double) Notice.MAX_LENGTH.toSeconds());
        var fields = request.fields();
        if (fields.present("name")) {
            fields.text("name", Names.MAX_LENGTH);
        }
        Notices.Draft draft = draft(fields);
        fields.check();
        Page page = notices.preview(draft, width, height, Legibility.ofPitch(pitch));
        // Without an instant the middle: at its begin a ticker has not come in yet.
        double seconds = at == null ? page.length().toMillis() / 2_000.0 : at;
        var picture = Images.png(page, seconds);
        var answer = new Answer.Content(200, Map.of("Cache-Control", "no-store"), "image/png", picture, "");
        return answer.with("Ledwall-Sizes", "zh=" + Math.round(page.em(Script.CHINESE)) + ";bo=" + Math.round(page.em(Script.TIBETAN)))
            .with("Ledwall-Length-Millis", String.valueOf(page.length().toMillis()));
    }

    private static Notices.Draft draft(Fields fields) {
        Template template = chosen(fields, "template", Template::of, Template.values(), Template::id);
        Theme theme = chosen(fields, "theme", Theme::of, Theme.values(), Theme::id);
        Bilingual title = text(fields, Field.TITLE);
        Bilingual body = text(fields, Field.BODY);
        Bilingual ticker = text(fields, Field.TICKER);
        long millis = fields.number("durationMillis", 0, Integer.MAX_VALUE);
        return new Notices.Draft(template == null ? Template.NOTICE : template, theme == null ? Theme.NIGHT : theme, title, body, ticker,
            Duration.ofMillis(millis));
    }

    private static Bilingual text(Fields fields, Field field) {
        Bilingual text = fields.optionalObject(field.key(), sides -> new Bilingual(side(sides, "zh"), side(sides, "bo")));
        return text == null ? Bilingual.EMPTY : text;
    }

    private static String side(Fields fields, String name) {
        return fields.present(name) ? fields.secret(name, MAX_SENT) : "";
    }

    private static <T> @Nullable T chosen(Fields fields, String name, Function<String, Optional<T>> of, T[] all, Function<T, String> id) {
        String ids = Arrays.stream(all).map(id).collect(Collectors.joining(", "));
        return fields.value(name, false, text -> of.apply(text).orElseThrow(() -> new IllegalArgumentException("choose one of " + ids)));
    }

    private static @Nullable Double number(Request request, String name, double most) {
        String text = request.query(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer as a number out of range.
        }
        throw HttpProblem.badInput(List.of(new HttpProblem.Field(name, "must be a number from 0 to " + Math.round(most))));
    }

    private static MediaId id(Request request) {
        return request.id("text", MediaId::new);
    }
}
