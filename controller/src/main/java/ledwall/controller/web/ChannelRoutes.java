package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import ledwall.controller.access.Right;
import ledwall.controller.refusal.Names;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Channels;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Line;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.json.WireName;
import org.jspecify.annotations.Nullable;

/** The channels, as administrators make them. Secrets come in and never go out. */
public final class ChannelRoutes extends Routes {
    private static final String PATH = "/api/v1/channels";
    private static final String ONE = PATH + "/{id}";
    private static final int MAX_SETTINGS = 50;
    private static final int MAX_VALUE = 4_000;

    private final Channels channels;

    public ChannelRoutes(Channels channels) {
        this.channels = channels;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listChannels", PATH, Right.VIEW, request -> Answer.ok(Page.of(request).cut(channels.all(), channel -> channel.id().value(), this::view))),
            post("addChannel", PATH, Right.MANAGE_CHANNELS, this::add),
            get("getChannel", ONE, Right.VIEW, request -> answer(200, channels.byId(id(request)))),
            put("replaceChannel", ONE, Right.MANAGE_CHANNELS, this::replace),
            Operation.delete("deleteChannel", ONE, Right.MANAGE_CHANNELS, this::delete),
            post("checkChannel", ONE + "/check", Right.RELEASE, this::check));
    }

    private Answer add(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        ChannelKind kind = fields.value("kind", false, text -> WireName.parse(ChannelKind.class, text));
        var settings = values(fields, "settings");
        var secrets = values(fields, "secret");
        fields.check();
        Channel made = channels.make(name, Objects.requireNonNull(kind), settings, secrets);
        return answer(201, made).about(made.id().value()).with("Location", PATH + "/" + made.id());
    }

    private Answer replace(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        var settings = values(fields, "settings");
        // Who does not send secrets keeps those that are there: nobody could read them to send them back.
        @Nullable Map<String, String> secrets = fields.present("secret") ? values(fields, "secret") : null;
        fields.check();
        return answer(200, channels.edit(id(request), request.ifMatch(), name, settings, secrets));
    }

    private static Map<String, String> values(Fields fields, String name) {
        Map<String, String> read = fields.optionalObject(name, all -> {
            var out = new TreeMap<String, String>();
            List<String> names = all.names();
            if (names.size() > MAX_SETTINGS) {
                all.note("", "must have at most " + MAX_SETTINGS + " entries");
            }
            names.stream().limit(MAX_SETTINGS).forEach(each -> out.put(each, all.secret(each, MAX_VALUE)));
            return out;
        });
        return read == null ? Map.of() : read;
    }

    private Answer delete(Request request) {
        boolean evenInUse = request.flag("evenInUse");
        channels.remove(id(request), request.ifMatch(), evenInUse);
        return Answer.nothing().about(request.id() + (evenInUse ? " evenInUse" : ""));
    }

    private Answer check(Request request) {
        request.fields().check();
        Health health = channels.check(id(request));
        return Answer.ok(Json.object().put("well", health.well()).put("words", health.words()));
    }

    private Answer.Content answer(int status, Channel channel) {
        return Answer.json(status, view(channel)).with("ETag", "\"" + channel.revision() + "\"");
    }

    private ObjectNode view(Channel channel) {
        ObjectNode view = Json.object().put("id", channel.id().value()).put("name", channel.name()).put("kind", WireName.of(channel.kind()));
        ObjectNode settings = view.putObject("settings");
        channel.settings().forEach(settings::put);
        var usage = view.putArray("usage");
        channels.usage(channel).forEach(each -> usage.addObject().put("api", each.api()).put("used", each.used()).put("most", each.most()));
        Line line = channels.line(channel);
        view.putObject("breaker").put("open", line.open()).put("failures", line.failures());
        view.put("leadMillis", channels.lead(channel.id()).toMillis());
        view.put("locked", channel.secret() && channels.locked(channel));
        return view.put("secret", channel.secret()).put("revision", channel.revision()).put("createdAt", Json.instant(channel.createdAt()));
    }

    static ChannelId id(Request request) {
        return request.id("channel", ChannelId::new);
    }
}
