package ledwall.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One account: what it holds, and what it allows. Every method is called while its monitor is held. */
final class WechatAccount {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Duration FORCED_APART = Duration.ofSeconds(30);
    /** A day's calls, as documented. */
    private static final Map<String, Integer> LIMITS = Map.ofEntries(Map.entry("material/add_material", 100_000), Map.entry("media/uploadimg", 100_000),
        Map.entry("draft/add", 1_000), Map.entry("draft/get", 500), Map.entry("freepublish/submit", 100), Map.entry("freepublish/get", 100),
        Map.entry("freepublish/delete", 10), Map.entry("freepublish/getarticle", 100), Map.entry("freepublish/batchget", 100), Map.entry("forced", 20));

    final String appId;
    final String secret;
    final String callbackToken;
    final String callbackUrl;
    final WechatServer.Sealing sealing;
    final WechatFaults faults = new WechatFaults();
    final List<Publication> publications = new ArrayList<>();
    final Map<String, Integer> counters = new LinkedHashMap<>();
    private final Clock clock;
    private final Map<String, String> materials = new HashMap<>();
    private final Map<String, ObjectNode> drafts = new LinkedHashMap<>();
    private LocalDate day;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private String token = "";
    private Instant tokenUntil = Instant.MIN;
    private Instant forcedAt = Instant.MIN;
    private int made;

    /** An article on its way, or there. */
    static final class Publication {
        final String id;
        final String articleId;
        final String url;
        final ObjectNode article;
        final Instant acceptedAt;
        /** {@code publish_status} when it is through. */
        final int outcome;
        Instant visibleAt;
        Instant deletedAt;
        boolean through;
        int polls;

        Publication(String id, String articleId, String url, ObjectNode article, Instant acceptedAt, int outcome) {
            this.id = id;
            this.articleId = articleId;
            this.url = url;
            this.article = article;
            this.acceptedAt = acceptedAt;
            this.outcome = outcome;
        }
    }

    /** A no, as WeChat says it: with HTTP 200. */
    static final class No extends Exception {
        private static final long serialVersionUID = 1L;
        final int code;

        No(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    WechatAccount(Clock clock, String appId, String secret, String callbackToken, String callbackUrl, WechatServer.Sealing sealing) {
        this.sealing = sealing;
        this.clock = clock;
        this.appId = appId;
        this.secret = secret;
        this.callbackToken = callbackToken;
        this.callbackUrl = callbackUrl;
        this.day = LocalDate.now(clock.withZone(BEIJING));
    }

    private String fresh(String prefix) {
        return prefix + (100_000_000L + ++made);
    }

    void count(String api) throws No {
        LocalDate today = LocalDate.now(clock.withZone(BEIJING));
        if (!today.equals(day)) {
            day = today;
            counters.clear();
        }
        int used = counters.merge(api, 1, Integer::sum);
        if (used > Math.min(LIMITS.getOrDefault(api, Integer.MAX_VALUE), faults.limit(api))) {
            throw new No(45009, "api freq out of limit rid: 67a1-test");
        }
    }

    ObjectNode token(boolean force) throws No {
        Instant now = clock.instant();
        if (force) {
            if (forcedAt.plus(FORCED_APART).isAfter(now)) {
                throw new No(45011, "api minute-quota reach limit");
            }
            count("forced");
            forcedAt = now;
            faults.untilForced = false;
            tokenUntil = Instant.MIN;
        }
        if (!tokenUntil.isAfter(now)) {
            // As long as real ones may be.
            token = appId + "-" + fresh("token-") + "k".repeat(120);
            tokens.add(token);
            tokenUntil = now.plusSeconds(7_200);
        }
        return Site.JSON.createObjectNode().put("access_token", token).put("expires_in", Duration.between(now, tokenUntil).toSeconds());
    }

    /** Without the monitor. */
    boolean gave(String given) {
        return tokens.contains(given);
    }

    void enter(String given) throws No {
        if (faults.foreignAddress) {
            throw new No(40164, "invalid ip 127.0.0.1, not in whitelist rid: 67a1-test");
        }
        if (faults.expireAfter == 0) {
            faults.expireAfter = -1;
            tokenUntil = Instant.MIN;
        } else if (faults.expireAfter > 0) {
            faults.expireAfter--;
        }
        if (given == null) {
            throw new No(41001, "access_token missing");
        }
        if (!given.equals(token) || !tokenUntil.isAfter(clock.instant())) {
            throw new No(42001, "access_token expired");
        }
        if (faults.untilForced) {
            throw new No(40001, "invalid credential, access_token is invalid or not latest");
        }
    }

    ObjectNode material(String type, Multipart form) throws No {
        Multipart.Part media = form.parts().get("media");
        if (media == null || type == null) {
            throw new No(41005, "media data missing");
        }
        long most = switch (type) {
            case "image", "video" -> 10L << 20;
            case "voice" -> 2L << 20;
            case "thumb" -> 64L << 10;
            default -> throw new No(40004, "invalid media type");
        };
        if (media.bytes().length > most) {
            throw new No(45001, "media size out of limit");
        }
        if (type.equals("video") && !form.parts().containsKey("description")) {
            throw new No(41005, "description missing");
        }
        String id = fresh("material-");
        materials.put(id, type);
        ObjectNode out = Site.JSON.createObjectNode().put("media_id", id);
        return type.equals("image") ? out.put("url", "https://mmbiz.qpic.cn/test/" + id) : out;
    }

    ObjectNode picture(Multipart form) throws No {
        Multipart.Part media = form.parts().get("media");
        if (media == null) {
            throw new No(41005, "media data missing");
        }
        if (media.bytes().length >= 1 << 20 || !media.fileName().matches("(?i).*\\.(jpe?g|png)")) {
            throw new No(media.bytes().length >= 1 << 20 ? 45001 : 40005, "invalid picture");
        }
        return Site.JSON.createObjectNode().put("url", "https://mmbiz.qpic.cn/test/" + fresh("picture-"));
    }

    ObjectNode draft(JsonNode call, String raw) throws No {
        JsonNode articles = call.path("articles");
        if (!articles.isArray() || articles.isEmpty() || articles.size() > 8) {
            throw new No(44003, "empty news data");
        }
        for (JsonNode article : articles) {
            check(article);
        }
        ObjectNode kept = (ObjectNode) articles.get(0);
        // What was sent as an escape is shown as one.
        kept.put("shownTitle", raw.contains("\\u") ? "\\u..." : kept.path("title").asText());
        String id = fresh("draft-");
        drafts.put(id, kept);
        return Site.JSON.createObjectNode().put("media_id", id);
    }

    private void check(JsonNode article) throws No {
        String content = article.path("content").asText();
        if (length(article, "title") > 32 || length(article, "title") == 0) {
            throw new No(45003, "title size out of limit");
        }
        if (length(article, "digest") > 128) {
            throw new No(45004, "description size out of limit");
        }
        if (length(article, "author") > 16) {
            throw new No(45110, "author size out of limit");
        }
        if (content.isEmpty()) {
            throw new No(44003, "empty news data");
        }
        if (content.length() >= 20_000 || content.getBytes(StandardCharsets.UTF_8).length >= 1 << 20) {
            throw new No(45002, "content size out of limit");
        }
        if (!"image".equals(materials.get(article.path("thumb_media_id").asText())) && !"thumb".equals(materials.get(article.path("thumb_media_id").asText()))) {
            throw new No(40007, "invalid media_id");
        }
        if (content.replace("https://mmbiz.qpic.cn/", "").contains("<img src=\"http")) {
            throw new No(45166, "invalid content");
        }
    }

    private static int length(JsonNode article, String field) {
        String text = article.path(field).asText("");
        return text.codePointCount(0, text.length());
    }

    ObjectNode draft(String media) throws No {
        ObjectNode draft = drafts.get(media);
        if (draft == null) {
            throw new No(40007, "invalid media_id");
        }
        return draft;
    }

    void forget(String media) throws No {
        draft(media);
        drafts.remove(media);
    }

    void lose(String media) {
        drafts.remove(media);
    }

    int drafts() {
        return drafts.size();
    }

    Publication submit(String media) throws No {
        if (faults.unauthorized) {
            throw new No(48001, "api unauthorized rid: 67a1-test");
        }
        if (publications.stream().anyMatch(each -> !each.through && each.article == drafts.get(media))) {
            throw new No(53503, "the draft is being published");
        }
        ObjectNode article = draft(media);
        String id = fresh("");
        var publication = new Publication(id, "article-" + id, "https://mp.weixin.qq.com/s/test-" + appId + "-" + id, article, clock.instant(), faults.status);
        publications.add(publication);
        return publication;
    }

    /** The task is through: published, and then the draft is gone, or refused, and then it stays. */
    void finish(Publication publication) {
        publication.through = true;
        if (publication.outcome == 0) {
            publication.visibleAt = clock.instant();
            drafts.values().remove(publication.article);
        }
    }

    Publication publication(String id) throws No {
        return publications.stream().filter(each -> each.id.equals(id)).findFirst().orElseThrow(() -> new No(53502, "invalid publish_id"));
    }

    /** A deleted one too, which is marked so. */
    Publication article(String articleId) throws No {
        return publications.stream().filter(each -> each.articleId.equals(articleId) && each.visibleAt != null).findFirst()
            .orElseThrow(() -> new No(53600, "Article ID 无效"));
    }

    void delete(String articleId) throws No {
        Publication publication = article(articleId);
        if (publication.deletedAt != null) {
            throw new No(53600, "Article ID 无效");
        }
        publication.deletedAt = clock.instant();
    }

    void take(int number) {
        publications.get(number).deletedAt = clock.instant();
    }

    /** Newest first; deleted ones too, which are marked so. */
    List<Publication> published() {
        return publications.reversed().stream().filter(each -> each.visibleAt != null).toList();
    }
}
