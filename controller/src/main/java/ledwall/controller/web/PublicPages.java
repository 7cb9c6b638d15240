package ledwall.controller.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import ledwall.controller.release.channel.PublicFiles;
import ledwall.controller.release.channel.feed.FeedPages;
import ledwall.controller.release.channel.wechat.Callbacks;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Disk;
import org.jspecify.annotations.Nullable;

/** What everybody may read, and how long caches may keep it. Blocking, on virtual threads. */
public final class PublicPages {
    private static final Pattern FEED = Pattern.compile("/feeds/([a-z0-9][a-z0-9-]{0,63})\\.(json|rss)");
    private static final Pattern MEDIA = Pattern.compile("/media/([0-9a-f]{64})\\.[a-z0-9]{1,4}");
    private static final Pattern WECHAT = Pattern.compile("/wechat/([a-z0-9][a-z0-9-]{0,63})");
    /** An item that becomes public at an instant must be seen then: readers ask each time, a network of caches each second for all of them. */
    private static final String FEED_CACHE = "public, max-age=0, s-maxage=1, must-revalidate";
    /** The bytes behind a hash never change. A shared cache still asks each minute, with an ETag, so that a withdrawal reaches it. */
    private static final String MEDIA_CACHE = "public, max-age=31536000, s-maxage=60, immutable";
    /** A date of HTTP holds seconds: what changed just now may change again in the same one. */
    private static final Duration DATED_AFTER = Duration.ofSeconds(2);
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final FeedPages feeds;
    private final PublicFiles files;
    private final Callbacks callbacks;
    private final Disk disk;
    private final Supplier<Instant> now;

    /** @param now by the clock of the walls */
    public PublicPages(FeedPages feeds, PublicFiles files, Callbacks callbacks, Disk disk, Supplier<Instant> now) {
        this.feeds = feeds;
        this.files = files;
        this.callbacks = callbacks;
        this.disk = disk;
        this.now = now;
    }

    static boolean takesPosts(String path) {
        return WECHAT.matcher(path).matches();
    }

    /** An answer for people, in one line; no cache keeps it. */
    static Answer.Content words(int status, String words) {
        return new Answer.Content(status, Map.of("Cache-Control", "no-store"), "text/plain; charset=utf-8", Bytes.of((words + "\n").getBytes(StandardCharsets.UTF_8)),
            "");
    }

    Answer answer(HttpServerRequest request, Bytes body) throws IOException {
        String path = request.path();
        var feed = FEED.matcher(path);
        if (feed.matches()) {
            return feed(request, new ChannelId(feed.group(1)), feed.group(2).equals("json") ? FeedPages.Form.JSON : FeedPages.Form.RSS);
        }
        var media = MEDIA.matcher(path);
        if (media.matches()) {
            return media(request, new MediaHash(media.group(1)));
        }
        var wechat = WECHAT.matcher(path);
        if (wechat.matches()) {
            return callback(request, new ChannelId(wechat.group(1)), body);
        }
        throw nothing();
    }

    private Answer feed(HttpServerRequest request, ChannelId channel, FeedPages.Form form) {
        FeedPages.Page page = feeds.read(channel, form).orElseThrow(PublicPages::nothing);
        var headers = new LinkedHashMap<String, String>();
        String etag = "\"" + page.etag() + "\"";
        boolean dated = page.changedAt().plus(DATED_AFTER).isBefore(now.get());
        headers.put("Cache-Control", FEED_CACHE);
        headers.put("ETag", etag);
        if (dated) {
            headers.put("Last-Modified", DATE.format(page.changedAt().atOffset(ZoneOffset.UTC)));
        }
        boolean known = request.getHeader("If-None-Match") != null ? names(request.getHeader("If-None-Match"), etag)
            : dated && isSince(request.getHeader("If-Modified-Since"), page.changedAt());
        return known ? new Answer.Content(304, headers, null, Bytes.EMPTY, "") : new Answer.Content(200, headers, page.type(), page.bytes(), "");
    }

    private Answer media(HttpServerRequest request, MediaHash hash) throws IOException {
        PublicFiles.PublicFile file = files.find(hash, now.get()).filter(this::there).orElseThrow(PublicPages::nothing);
        String etag = "\"" + hash + "\"";
        var headers = new LinkedHashMap<String, String>();
        headers.put("Cache-Control", MEDIA_CACHE);
        headers.put("ETag", etag);
        if (names(request.getHeader("If-None-Match"), etag)) {
            return new Answer.Content(304, headers, null, Bytes.EMPTY, "");
        }
        String ifRange = request.getHeader("If-Range");
        // Of a range only GET knows (RFC 9110, 14.2).
        boolean ranged = HttpMethod.GET.equals(request.method()) && (ifRange == null || ifRange.strip().equals(etag));
        Optional<ByteRange> range = ranged ? ByteRange.parse(request.getHeader("Range"), file.bytes()) : Optional.empty();
        return new Answer.File(headers, disk.locate(file.file()), file.bytes(), file.mime(), range.orElse(null));
    }

    private boolean there(PublicFiles.PublicFile file) {
        try {
            return disk.exists(file.file()) && disk.size(file.file()) == file.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code GET} proves to WeChat that the address is ours, {@code POST} tells what became of a submission. */
    private Answer callback(HttpServerRequest request, ChannelId channel, Bytes body) {
        var signed = new Callbacks.Signed(request.getParam("signature"), request.getParam("timestamp"), request.getParam("nonce"),
            request.getParam("encrypt_type"), request.getParam("msg_signature"));
        boolean tells = HttpMethod.POST.equals(request.method());
        if (!(tells ? callbacks.take(channel, signed, body) : callbacks.opens(channel, signed))) {
            // Which of them it is, only people of the house are told.
            throw new HttpProblem(403, "callbackRefused", "The signature is wrong, too old or used before, or the body is not for this account.", "");
        }
        if (tells) {
            return words(200, "success");
        }
        String echo = request.getParam("echostr");
        return echo == null ? words(200, "success")
            : new Answer.Content(200, Map.of("Cache-Control", "no-store"), "text/plain; charset=utf-8", Bytes.of(echo.getBytes(StandardCharsets.UTF_8)), "");
    }

    private static boolean names(@Nullable String header, String etag) {
        return header != null && Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static boolean isSince(@Nullable String header, Instant changedAt) {
        try {
            return header != null && changedAt.getEpochSecond() <= ZonedDateTime.parse(header, DATE).toEpochSecond();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static HttpProblem nothing() {
        return new HttpProblem(404, "nothingPublished", "这里没有公开的内容，可能已经撤稿。Nothing is published here; it may have been withdrawn.", "");
    }
}
