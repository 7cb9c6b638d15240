package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ledwall.controller.access.Right;
import ledwall.controller.release.channel.webhook.Deliveries;
import ledwall.controller.release.channel.webhook.Delivery;

/** What went to webhooks, and sending it again by hand. */
public final class DeliveryRoutes extends Routes {
    private static final String PATH = "/api/v1/channels/{id}/deliveries";
    private static final String ONE = PATH + "/{number}";
    private static final String NUMBER = "\\d{1,18}";

    private final Deliveries deliveries;

    public DeliveryRoutes(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listDeliveries", PATH, Right.VIEW, this::list),
            get("getDelivery", ONE, Right.VIEW, this::one),
            post("replayDelivery", ONE + "/replay", Right.MANAGE_CHANNELS, this::replay));
    }

    private Answer list(Request request) {
        int limit = request.integer("limit", 1, Page.MOST, Page.STANDARD);
        String cursor = request.query("cursor");
        if (cursor != null && !cursor.matches(NUMBER)) {
            throw Page.gone();
        }
        var page = deliveries.page(ChannelRoutes.id(request), cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor), limit);
        return Answer.ok(Json.page(page.stream().map(each -> view(each, body(each))).toList(), page.size() < limit ? null : Long.toString(page.getLast().number())));
    }

    private Answer one(Request request) {
        Delivery delivery = deliveries.byNumber(ChannelRoutes.id(request), number(request));
        ObjectNode body = body(delivery);
        return Answer.ok(view(delivery, body).set("body", body));
    }

    private Answer replay(Request request) {
        request.fields().check();
        long number = number(request);
        Delivery replayed = deliveries.replay(ChannelRoutes.id(request), number);
        return Answer.ok(view(replayed, body(replayed))).about(request.id() + " " + number);
    }

    private static long number(Request request) {
        String number = request.part("number");
        if (!number.matches(NUMBER)) {
            throw HttpProblem.unknownId("delivery", number);
        }
        return Long.parseLong(number);
    }

    /** As it was written here. */
    private static ObjectNode body(Delivery delivery) {
        return Json.parse(delivery.body().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode view(Delivery delivery, ObjectNode body) {
        return Json.object().put("number", delivery.number()).put("event", delivery.event()).put("type", delivery.type())
            .put("releaseId", body.path("release").textValue()).put("releaseName", body.path("name").textValue())
            .put("madeAt", Json.instant(delivery.madeAt())).put("attempts", delivery.attempts()).put("lastAt", Json.instant(delivery.lastAt()))
            .put("status", delivery.status()).put("words", delivery.words()).put("deliveredAt", Json.instant(delivery.deliveredAt()));
    }
}
