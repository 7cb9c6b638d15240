package ledwall.controller.release.channel.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineRig;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds as readers get them, over HTTP. RSS is read by ROME, JSON Feed by the rules of jsonfeed.org/version/1.1. */
class FeedTest {
    @TempDir Path folder;
    private OnlineRig rig;
    private Channel channel;

    @BeforeEach
    void start() throws Exception {
        rig = new OnlineRig(folder);
        channel = rig.channel(ChannelKind.FEED, Map.of("title", "县融媒体中心", "homePage", "https://county.example/"), Map.of());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private SyndFeed rss() throws Exception {
        var response = rig.get("/feeds/" + channel.id() + ".rss");
        assertEquals(200, response.statusCode());
        return new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(response.body()), response.headers().firstValue("Content-Type").orElseThrow()));
    }

    private static List<String> tombstones(SyndFeed feed) {
        return feed.getForeignMarkup().stream().filter(element -> element.getName().equals("deleted-entry")).map(element -> element.getAttributeValue("ref")).toList();
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(rig.get("/feeds/" + channel.id() + ".json").body());
    }

    private Job published(Post post, Instant at) {
        Job job = rig.job(channel.id(), post, at);
        assertInstanceOf(Step.Done.class, rig.open(channel).prepare(job));
        rig.open(channel).publish(job);
        return job;
    }

    @Test
    void aForeignParserReadsTheRssWithEnclosuresAndBothLanguages() throws Exception {
        Job job = published(rig.post(), rig.clock.wall());
        SyndFeed feed = rss();

        assertEquals("rss_2.0", feed.getFeedType());
        assertEquals("县融媒体中心", feed.getTitle());
        assertEquals(List.of("春节晚会 今晚八点", "ལོ་གསར།"), feed.getEntries().stream().map(SyndEntry::getTitle).toList());
        SyndEntry entry = feed.getEntries().getFirst();
        Attachment video = job.post().first(Attachment.Role.VIDEO).orElseThrow();
        var enclosure = entry.getEnclosures().getFirst();
        assertEquals(rig.base() + "/media/" + video.hash() + ".mp4", enclosure.getUrl());
        assertEquals(video.bytes(), enclosure.getLength());
        assertEquals("video/mp4", enclosure.getType());
        assertTrue(entry.getDescription().getValue().contains("<p lang=\"zh\">第一段</p><p lang=\"zh\">第二段</p>"), entry.getDescription()::getValue);
        var dates = feed.getEntries().stream().map(each -> each.getPublishedDate().toInstant()).toList();
        assertTrue(Duration.between(dates.getFirst(), rig.clock.wall()).abs().toSeconds() < 5, dates::toString);
        assertEquals(List.of(), tombstones(feed));
        assertTrue(entry.getForeignMarkup().stream().anyMatch(element -> video.hash().value().equals(element.getAttributeValue("sha256"))));
    }

    @Test
    void theJsonFeedHoldsWhatItsVersionAsksFor() throws Exception {
        Job job = published(rig.post(), rig.clock.wall());
        JsonNode feed = json();

        assertEquals("https://jsonfeed.org/version/1.1", feed.path("version").asText());
        assertEquals(rig.base() + "/feeds/" + channel.id() + ".json", feed.path("feed_url").asText());
        assertEquals(2, feed.path("items").size());
        JsonNode tibetan = feed.path("items").path(1);
        assertEquals("bo", tibetan.path("language").asText());
        assertTrue(tibetan.path("content_html").asText().contains("<p lang=\"bo\">བཀྲ་ཤིས་བདེ་ལེགས།</p>"), tibetan::toString);
        Instant.parse(tibetan.path("date_published").asText());
        JsonNode video = tibetan.path("attachments").path(1);
        assertEquals(job.post().attachments().get(1).hash().value(), video.path("_ledwall").path("sha256").asText());
        assertEquals(8.0, video.path("duration_in_seconds").asDouble());
        assertEquals(video.path("size_in_bytes").asLong(), rig.get(video.path("url").asText().substring(rig.base().length())).body().length);
        assertNotEquals(feed.path("items").path(0).path("id").asText(), tibetan.path("id").asText());
    }

    @Test
    void aFeedWithoutItemsIsValidToo() throws Exception {
        assertEquals(0, rss().getEntries().size());
        assertEquals(0, json().path("items").size());
    }

    @Test
    void nothingIsPublicBeforeItsInstantAndEverythingFromItOn() throws Exception {
        Instant at = rig.clock.wall().plus(Duration.ofHours(1));
        Job job = published(rig.post(), at);
        String file = "/media/" + job.post().attachments().getFirst().hash() + ".jpg";

        var later = assertInstanceOf(Step.Later.class, rig.open(channel).confirm(job));
        assertEquals(0, json().path("items").size());
        assertEquals(404, rig.get(file).statusCode());

        rig.clock.advance(later.after());
        assertEquals(2, json().path("items").size());
        assertEquals(200, rig.get(file).statusCode());
        var proof = Objects.requireNonNull(assertInstanceOf(Step.Done.class, rig.open(channel).confirm(job)).proof());
        assertEquals(at.truncatedTo(ChronoUnit.MICROS), proof.visibleAt().truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void aFeedOfLongTextsHoldsTheNewestThatFit() throws Exception {
        for (int i = 0; i < 20; i++) {
            var article = new Post("long", Map.of("zh", new Post.Text("第" + i + "条", "", "长".repeat(19_000))), List.of());
            Job job = new Job(OnlineRig.RELEASE, 1, channel.id(), "key-" + i, article, Memo.EMPTY, rig.clock.wall().plusMillis(i));
            rig.open(channel).prepare(job);
            rig.open(channel).publish(job);
        }
        rig.clock.advance(Duration.ofSeconds(1));
        assertEquals(15, json().path("items").size());
        assertEquals("第19条", json().path("items").path(0).path("title").asText());
    }

    @Test
    void anItemWithdrawnTwiceIsGoneOnceAndLeavesOneTombstone() throws Exception {
        Job job = published(rig.post(), rig.clock.wall());
        rig.clock.advance(Duration.ofSeconds(10));
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job));
        JsonNode first = json();
        rig.clock.advance(Duration.ofSeconds(10));
        assertInstanceOf(Step.Done.class, rig.open(channel).withdraw(job), "it is gone already");

        assertEquals(first, json());
        assertEquals(0, first.path("items").size());
        assertEquals(2, first.path("_ledwall").path("withdrawn").size(), "one a language");
        assertEquals(404, rig.get("/media/" + job.post().attachments().getFirst().hash() + ".jpg").statusCode());
        assertEquals(2, tombstones(rss()).size());
        assertEquals("feedItemWithdrawn", assertInstanceOf(Step.Refused.class, rig.open(channel).confirm(job)).code());
        assertEquals("feedDraftGone", assertInstanceOf(Step.Refused.class, rig.open(channel).publish(job)).code());
    }

    @Test
    void whatWasNeverPublicLeavesNoTombstone() throws Exception {
        Job draft = rig.job(channel.id(), rig.post(), rig.clock.wall().plusSeconds(60));
        rig.open(channel).prepare(draft);
        rig.open(channel).withdraw(draft);
        Job waiting = published(rig.post(), rig.clock.wall().plusSeconds(60));
        rig.open(channel).withdraw(waiting);
        rig.clock.advance(Duration.ofHours(1));

        assertEquals(0, json().path("items").size());
        assertEquals(0, json().path("_ledwall").path("withdrawn").size());
    }

    @Test
    void textThatIsMarkupOrNoTextAtAllStaysText() throws Exception {
        published(rig.post("<script>alert(1)</script> & \u0007\ud800"), rig.clock.wall());

        assertEquals("<script>alert(1)</script> & ", rss().getEntries().getFirst().getTitle());
        String html = json().path("items").path(0).path("content_html").asText();
        assertFalse(html.contains("<script>"), html);
    }

    @Test
    void readersThatHaveItAreToldSoWithoutGettingItAgain() throws Exception {
        published(rig.post(), rig.clock.wall());
        String path = "/feeds/" + channel.id() + ".json";
        rig.clock.advance(Duration.ofSeconds(5));
        var fresh = rig.get(path);
        String etag = fresh.headers().firstValue("ETag").orElseThrow();
        String date = fresh.headers().firstValue("Last-Modified").orElseThrow();

        assertEquals(304, rig.get(path, "If-None-Match", etag).statusCode());
        assertEquals(304, rig.get(path, "If-None-Match", "\"x\", W/" + etag).statusCode());
        assertEquals(304, rig.get(path, "If-Modified-Since", date).statusCode());
        assertEquals(200, rig.get(path, "If-None-Match", "\"x\"", "If-Modified-Since", date).statusCode(), "the tag goes before the date");
        assertEquals(0, rig.send("HEAD", path, "").body().length);
        assertEquals("public, max-age=0, s-maxage=1, must-revalidate", fresh.headers().firstValue("Cache-Control").orElseThrow());
        rig.open(channel).withdraw(rig.job(channel, rig.post()));
        assertEquals(200, rig.get(path, "If-None-Match", etag).statusCode());
    }
}
