package ledwall.controller.release;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.media.Fit;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/**
 * What is released, where, and how: all of a release that people write.
 *
 * @param texts by language; a channel may have its own
 * @param targets the walls
 * @param length how long the walls show it
 * @param rightsNote whose it is, and who allowed it; {@code partnerNote} for whom it is released too. Both for people of the house only
 */
public record Content(String name, List<Item> items, Map<String, ReleaseText> texts, Targets targets, Duration length, List<ChannelPart> channels, Policy policy,
                      String rightsNote, String partnerNote) {
    public Content {
        items = List.copyOf(items);
        // Map.copyOf would forget the order.
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        channels = List.copyOf(channels);
    }

    /** @param length null for the media's own */
    public record Item(MediaId media, Fit fit, @Nullable Duration length) {}

    /**
     * A channel, with what is different there.
     *
     * @param texts in the place of the release's; empty where they are the same
     * @param cover the picture that stands for the whole there; null for one out of the items
     */
    public record ChannelPart(ChannelId channel, Map<String, ReleaseText> texts, @Nullable MediaId cover, Look look) {
        public ChannelPart {
            texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        }

        public ChannelPart(ChannelId channel, Map<String, ReleaseText> texts, @Nullable MediaId cover) {
            this(channel, texts, cover, Look.USUAL);
        }
    }

    public boolean hasWalls() {
        return !targets.groups().isEmpty() || !targets.screens().isEmpty();
    }

    public Optional<ChannelPart> part(ChannelId channel) {
        return channels.stream().filter(part -> part.channel().equals(channel)).findFirst();
    }

    /** What is written on a channel. */
    public Map<String, ReleaseText> textsOn(ChannelId channel) {
        return part(channel).map(ChannelPart::texts).filter(own -> !own.isEmpty()).orElse(texts);
    }

    Content with(Policy other) {
        return new Content(name, items, texts, targets, length, channels, other, rightsNote, partnerNote);
    }
}
