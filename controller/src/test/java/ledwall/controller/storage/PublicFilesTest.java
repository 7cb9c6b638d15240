package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that anybody may fetch. */
class PublicFilesTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final MediaHash FILE = new MediaHash("ab".repeat(32));

    private final Database database = Database.inMemory();
    private final SqlChannelStore channels = new SqlChannelStore(database);
    private final SqlPublicFiles files = new SqlPublicFiles(database);

    @AfterEach
    void close() {
        database.close();
    }

    private ChannelId shows(String name) {
        var id = new ChannelId("channel-" + name);
        channels.insert(new Channel(id, name, ChannelKind.FEED, Map.of("title", name), false, 1, NOW), null);
        files.show(id, "release-1", List.of(new Attachment(Attachment.Role.COVER, FILE, "image/jpeg", 100, "media/a.jpg", 640, 360, null)), NOW);
        return id;
    }

    @Test
    void filesOfARemovedChannelAreNotPublicAnyMore() {
        ChannelId news = shows("news");
        ChannelId partner = shows("partner");
        channels.remove(news, 1, true, NOW);
        assertTrue(files.find(FILE, NOW).isPresent(), "the other one shows it still");
        channels.remove(partner, 1, true, NOW);
        assertTrue(files.find(FILE, NOW).isEmpty());
        assertFalse(files.names(FILE));
    }

    @Test
    void fileIsPublicFromItsInstantUntilItIsHidden() {
        ChannelId news = shows("news");
        assertTrue(files.find(FILE, NOW.minusNanos(1)).isEmpty());
        assertTrue(files.find(FILE, NOW).isPresent());
        files.hide(news, "release-1");
        assertTrue(files.find(FILE, NOW).isEmpty());
    }
}
