package ledwall.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import ledwall.testserver.WechatAccount.No;
import ledwall.testserver.WechatAccount.Publication;

/** The calls that only ask and tell: drafts, and freepublish after the submission. While the account's monitor is held. */
final class WechatCalls {
    JsonNode answer(WechatAccount account, String api, JsonNode json, String raw) throws No {
        if (api.startsWith("freepublish/") && account.faults.unauthorized) {
            throw new No(48001, "api unauthorized rid: 67a1-test");
        }
        return switch (api) {
            case "draft/add" -> account.draft(json, raw);
            case "draft/get" -> {
                ObjectNode out = Site.JSON.createObjectNode();
                out.putArray("news_item").add(account.draft(json.path("media_id").asText()).deepCopy());
                yield out;
            }
            case "draft/delete" -> {
                account.forget(json.path("media_id").asText());
                yield ok();
            }
            case "draft/count" -> Site.JSON.createObjectNode().put("total_count", account.drafts());
            case "freepublish/get" -> {
                Publication asked = account.publication(json.path("publish_id").asText());
                asked.polls++;
                yield state(asked, account.faults.hollow);
            }
            case "freepublish/getarticle" -> {
                ObjectNode out = Site.JSON.createObjectNode();
                ObjectNode article = item(account.article(json.path("article_id").asText()));
                out.putArray("news_item").addAll(account.faults.hollow ? List.of() : List.of(article));
                yield out;
            }
            case "freepublish/delete" -> {
                account.delete(json.path("article_id").asText());
                yield ok();
            }
            case "freepublish/batchget" -> list(account, json.path("offset").asInt(), json.path("count").asInt(20));
            default -> throw new No(40066, "invalid url");
        };
    }

    private static ObjectNode ok() {
        return Site.JSON.createObjectNode().put("errcode", 0).put("errmsg", "ok");
    }

    private static ObjectNode state(Publication publication, boolean hollow) {
        ObjectNode out = Site.JSON.createObjectNode().put("publish_id", publication.id);
        if (!publication.through) {
            return out.put("publish_status", 1);
        }
        int status = publication.deletedAt == null ? publication.outcome : 5;
        out.put("publish_status", status).putArray("fail_idx");
        if (status == 0) {
            out.put("article_id", publication.articleId);
            ArrayNode items = out.putObject("article_detail").put("count", hollow ? 0 : 1).putArray("item");
            if (!hollow) {
                items.addObject().put("idx", 1).put("article_url", publication.url);
            }
        }
        return out;
    }

    private static ObjectNode item(Publication publication) {
        return publication.article.deepCopy().put("url", publication.url).put("is_deleted", publication.deletedAt != null);
    }

    private static ObjectNode list(WechatAccount account, int offset, int count) {
        var published = account.published();
        ObjectNode out = Site.JSON.createObjectNode().put("total_count", published.size());
        ArrayNode items = out.putArray("item");
        published.stream().skip(offset).limit(Math.min(20, count)).forEach(each -> {
            ObjectNode item = items.addObject().put("article_id", each.articleId).put("update_time", each.visibleAt.getEpochSecond());
            ObjectNode news = item(each);
            news.remove("content");
            item.putObject("content").putArray("news_item").add(news);
        });
        return out.put("item_count", items.size());
    }
}
