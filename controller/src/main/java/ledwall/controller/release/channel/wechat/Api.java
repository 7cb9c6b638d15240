package ledwall.controller.release.channel.wechat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.http.Ask;
import ledwall.controller.release.channel.http.Caller;
import ledwall.controller.release.channel.http.Reach;
import ledwall.controller.release.channel.http.Reply;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/** Calls of one account, each counted under its name by the line. JSON goes out as raw UTF-8: WeChat would show escapes as they are. */
final class Api {
    static final String TOKEN = "stable_token";
    static final String TOKEN_FORCED = "stable_token forced";
    static final String ADD_MATERIAL = "material/add_material";
    static final String UPLOAD_IMAGE = "media/uploadimg";
    static final String DRAFT_ADD = "draft/add";
    static final String DRAFT_GET = "draft/get";
    static final String DRAFT_DELETE = "draft/delete";
    static final String SUBMIT = "freepublish/submit";
    static final String POLL = "freepublish/get";
    static final String DELETE = "freepublish/delete";
    static final String ARTICLE = "freepublish/getarticle";
    static final String LIST = "freepublish/batchget";

    private static final Before UNCOUNTED = () -> {};

    private final String base;
    private final Reach reach;
    private final Caller caller;
    private final Line line;
    private final Token token;

    Api(Channel channel, String secret, Caller caller, Line line, Clock clock) {
        String given = channel.setting("base");
        this.base = (given == null ? WechatType.STANDARD_BASE : given).replaceAll("/+$", "");
        this.reach = Reach.of(channel);
        this.caller = caller;
        this.line = line;
        String appId = String.valueOf(channel.setting("appId"));
        this.token = new Token(clock, force -> once(force ? TOKEN_FORCED : TOKEN, false, UNCOUNTED, new Ask(URI.create(base + "/cgi-bin/stable_token"), Map.of(),
            json(out -> out.field("grant_type", "client_credential").field("appid", appId).field("secret", secret).field("force_refresh", force)))));
    }

    /** Called right before each call leaves. */
    private interface Before {
        void count() throws NoAnswer.Held;
    }

    /** A call with JSON that may be made again. */
    JsonObject call(String api, Consumer<JsonWriter> body) throws NoAnswer, WechatError {
        return withToken(api, false, UNCOUNTED, "", json(body));
    }

    /** Asks what became of a submission. A crash forgets the memo of the poll that it comes after, so that those of each submission are counted here. */
    JsonObject poll(String publishId) throws NoAnswer, WechatError {
        return withToken(POLL, false, () -> line.note(polled(publishId)), "", json(out -> out.field("publish_id", publishId)));
    }

    /** How often it was asked today. */
    int polls(String publishId) {
        return line.used(polled(publishId));
    }

    private static String polled(String publishId) {
        return POLL + " " + publishId;
    }

    /** The one that makes something public. */
    JsonObject publish(Consumer<JsonWriter> body) throws NoAnswer, WechatError {
        return withToken(SUBMIT, true, UNCOUNTED, "", json(body));
    }

    /** @param type of permanent material; null for a picture within an article */
    JsonObject upload(@Nullable String type, Bytes bytes, String fileName, String mime, Map<String, String> fields) throws NoAnswer, WechatError {
        return withToken(type == null ? UPLOAD_IMAGE : ADD_MATERIAL, false, UNCOUNTED, type == null ? "" : "&type=" + type,
            new Ask.Body.Upload("media", fileName, bytes, mime, fields));
    }

    /** Whether WeChat gives this account a token now. */
    void knock() throws NoAnswer, WechatError {
        token.knock();
    }

    private JsonObject withToken(String api, boolean publishes, Before before, String query, Ask.Body body) throws NoAnswer, WechatError {
        String used = token.get();
        try {
            return once(api, publishes, before, ask(api, used, query, body));
        } catch (WechatError e) {
            if (!e.aboutToken()) {
                throw e;
            }
            // Refused at the door: nothing has happened, so that it may be asked again with another token.
            token.refused(used);
            return once(api, publishes, before, ask(api, token.get(), query, body));
        }
    }

    private Ask ask(String api, String used, String query, Ask.Body body) {
        return new Ask(URI.create(base + "/cgi-bin/" + api + "?access_token=" + URLEncoder.encode(used, StandardCharsets.UTF_8) + query), Map.of(), body);
    }

    private JsonObject once(String api, boolean publishes, Before before, Ask ask) throws NoAnswer, WechatError {
        Line.Call<JsonObject> call = () -> {
            before.count();
            return answer(api, caller.send(ask, reach));
        };
        JsonObject answer = publishes ? line.publish(api, call) : line.call(api, call);
        int code = code(answer);
        if (code != 0) {
            throw new WechatError(code, Reply.shown(Objects.requireNonNullElse(answer.textOrNull("errmsg"), "")));
        }
        return answer;
    }

    private static JsonObject answer(String api, Reply reply) throws NoAnswer.Lost {
        if (!reply.good()) {
            throw new NoAnswer.Lost("WeChat answered HTTP " + reply.status() + " to " + api + ".");
        }
        try {
            JsonObject answer = JsonObject.parse(reply.body().array());
            if (code(answer) == WechatError.BUSY) {
                throw new NoAnswer.Lost("WeChat is busy and does not say whether " + api + " was done.");
            }
            return answer;
        } catch (JsonException e) {
            throw new NoAnswer.Lost("WeChat answered " + api + " with what is no JSON.");
        }
    }

    private static int code(JsonObject answer) {
        return answer.has("errcode") ? answer.integer("errcode") : 0;
    }

    /** What the older document calls a text and the newer a number. */
    static String id(JsonObject answer, String name) {
        try {
            return answer.text(name);
        } catch (JsonException e) {
            return Long.toString(answer.number(name));
        }
    }

    private static Ask.Body json(Consumer<JsonWriter> body) {
        return new Ask.Body.Content("application/json; charset=utf-8", Bytes.of(JsonWriter.object(body)));
    }
}
