package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import ledwall.controller.notice.NoticeStore;
import ledwall.controller.notice.Notices;
import ledwall.controller.notice.PolicyStore.Choice;
import ledwall.controller.text.Bilingual;
import ledwall.controller.text.Field;
import ledwall.controller.text.Notice;
import ledwall.controller.text.Script;
import ledwall.controller.text.Template;
import ledwall.controller.text.Theme;

/** Notices and their policy as the API shows them. */
final class TextJson {
    private TextJson() {}

    static ObjectNode policy(Choice now, List<Choice> history) {
        ObjectNode view = policy(now);
        var list = view.putArray("history");
        history.reversed().forEach(each -> list.add(policy(each)));
        return view;
    }

    private static ObjectNode policy(Choice choice) {
        // Version 0 is what Ledwall comes with: nobody chose it.
        boolean chosen = choice.version() > 0;
        return Json.object().put("name", choice.policy().id()).put("version", choice.version()).put("since", chosen ? Json.instant(choice.since()) : null)
            .put("by", choice.by()).put("reason", choice.reason()).put("order", choice.policy().id()).put("sizeRatio", choice.policy().sizeRatio());
    }

    static void applied(ObjectNode view, Notices.Applied applied) {
        var told = view.putObject("applied").put("texts", applied.notices());
        var left = told.putArray("left");
        applied.left().forEach(each -> left.addObject().put("id", each.id().value()).put("name", each.name()).put("code", each.why().code())
            .put("detail", each.why().cause()));
    }

    static ObjectNode templates() {
        ObjectNode view = Json.object();
        var items = view.putArray("items");
        for (Template template : Template.values()) {
            var item = items.addObject().put("id", template.id()).put("title", template.title());
            var fields = item.putArray("fields");
            template.fields().forEach(field -> fields.add(field.key()));
            var needed = item.putArray("needed");
            template.needed().forEach(field -> needed.add(field.key()));
            var most = item.putObject("maxCharacters");
            var lines = item.putObject("maxLines");
            for (Field field : template.fields()) {
                most.putObject(field.key()).put("zh", field.maxCharacters(Script.CHINESE)).put("bo", field.maxCharacters(Script.TIBETAN));
                lines.put(field.key(), field.maxLines());
            }
        }
        var themes = view.putArray("themes");
        for (Theme theme : Theme.values()) {
            themes.addObject().put("id", theme.id()).put("background", colour(theme.background())).put("colour", colour(theme.colour()));
        }
        view.putObject("durationMillis").put("min", Notice.MIN_LENGTH.toMillis()).put("max", Notice.MAX_LENGTH.toMillis())
            .put("step", Notice.LENGTH_STEP.toMillis());
        return view;
    }

    static ObjectNode view(NoticeStore.Kept kept, Duration length, List<Notices.Fitting> fittings) {
        ObjectNode view = document(kept.media().name(), kept.notice()).put("mediaId", kept.media().id().value()).put("revision", kept.revision())
            .put("lengthMillis", length.toMillis());
        var screens = view.putArray("screens");
        for (Notices.Fitting fitting : fittings) {
            var item = screens.addObject().put("screenId", fitting.screen().id().value()).put("screenName", fitting.screen().name())
                .put("width", fitting.screen().width()).put("height", fitting.screen().height())
                .put("pitchMillimetres", fitting.screen().pitchMillimetres()).put("fits", fitting.page() != null);
            var page = fitting.page();
            if (page != null) {
                item.putObject("sizes").put("zh", Math.round(page.em(Script.CHINESE))).put("bo", Math.round(page.em(Script.TIBETAN)));
            }
            var refusal = fitting.refusal();
            if (refusal != null) {
                item.put("code", refusal.code()).put("field", refusal.field()).put("detail", refusal.cause()).put("advice", refusal.advice());
            }
        }
        return view;
    }

    static ObjectNode history(List<NoticeStore.Revision> revisions) {
        var items = Json.array();
        revisions.forEach(each -> items.add(document(each.name(), each.notice()).put("revision", each.revision()).put("sha256", each.master().value())
            .put("at", Json.instant(each.at())).put("by", each.by())));
        return Json.object().set("items", items);
    }

    private static ObjectNode document(String name, Notice notice) {
        ObjectNode view = Json.object().put("name", name).put("template", notice.template().id()).put("theme", notice.theme().id());
        view.set("title", text(notice.title()));
        view.set("body", text(notice.body()));
        view.set("ticker", notice.ticker().isEmpty() ? null : text(notice.ticker()));
        view.put("durationMillis", notice.length().toMillis());
        view.putObject("policy").put("name", notice.policy().id()).put("version", notice.policyVersion());
        return view;
    }

    private static ObjectNode text(Bilingual text) {
        return Json.object().put("zh", text.zh()).put("bo", text.bo());
    }

    private static String colour(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
