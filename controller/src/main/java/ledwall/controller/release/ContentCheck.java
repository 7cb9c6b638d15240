package ledwall.controller.release;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Function;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.Content.ChannelPart;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/** Refuses what could never be released, before it is stored. Blocking; every refusal changes nothing. */
final class ContentCheck {
    static final int MAX_ITEMS = 100;
    static final int MAX_CHANNELS = 50;
    static final int MAX_NOTE = 2_000;
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(31);

    private final MediaStore media;
    private final GroupStore groups;
    private final ScreenStore screens;
    private final Function<ChannelId, @Nullable String> channels;

    ContentCheck(MediaStore media, GroupStore groups, ScreenStore screens, Function<ChannelId, @Nullable String> channels) {
        this.media = media;
        this.groups = groups;
        this.screens = screens;
        this.channels = channels;
    }

    /** The content as it will be stored. */
    Content checked(Content content) {
        String name = Names.checked("release", content.name());
        if (content.items().size() > MAX_ITEMS) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "releaseTooLong", "The release has " + content.items().size() + " items.", "Keep it to " + MAX_ITEMS + " items.");
        }
        for (Content.Item item : content.items()) {
            known(item.media());
            Duration length = item.length();
            if (length != null && (length.compareTo(Playlists.MIN_LENGTH) < 0 || length.compareTo(Playlists.MAX_LENGTH) > 0)) {
                throw Refusal.invalid("lengthInvalid", "An item lasts " + length.toMillis() + " ms.", "Use 40 ms (one frame) to 24 hours.");
            }
        }
        texts(content.texts());
        targets(content.targets());
        if (content.length().compareTo(SHORTEST) < 0 || content.length().compareTo(LONGEST) > 0) {
            throw Refusal.invalid("lengthInvalid", "The walls would show it for " + content.length().toMillis() + " ms.", "Use one second to 31 days.");
        }
        channels(content);
        note(content.rightsNote());
        note(content.partnerNote());
        return new Content(name, content.items(), content.texts(), content.targets(), content.length(), content.channels(), content.policy(),
            content.rightsNote(), content.partnerNote());
    }

    /** What has to be there before it can be scheduled. */
    void complete(Content content) {
        if (!content.hasWalls() && content.channels().isEmpty()) {
            throw Refusal.invalid("releaseNoOutlets", "The release names no screen, no group and no channel.", "Choose where it comes out.");
        }
        if (content.items().isEmpty() && content.hasWalls()) {
            throw Refusal.invalid("releaseEmpty", "The release has nothing that walls could show.", "Add a video, a picture or a notice.");
        }
        for (ChannelPart part : content.channels()) {
            if (content.textsOn(part.channel()).isEmpty()) {
                throw Refusal.invalid("releaseWithoutText", "The release has no text for the channel \"" + channels.apply(part.channel()) + "\".",
                    "Give it a title in Chinese or Tibetan.");
            }
        }
    }

    private void known(MediaId id) {
        Media found = media.byId(id).orElseThrow(() -> Refusal.invalid("mediaUnknown", "There is no media " + id + ".", "Reload the media: it may have been deleted."));
        if (found.failure() != null) {
            throw Refusal.invalid("mediaUnusable", "\"" + found.name() + "\" cannot be shown: " + found.failure(), "Choose another file, or upload it again.");
        }
    }

    private static void texts(Map<String, ReleaseText> texts) {
        texts.forEach((language, text) -> {
            if (!ReleaseText.LANGUAGES.contains(language)) {
                throw Refusal.invalid("languageUnknown", "A release has no text in \"" + language + "\".", "Use zh or bo.");
            }
            within("title", language, text.title(), 1, ReleaseText.MAX_TITLE);
            within("digest", language, text.digest(), 0, ReleaseText.MAX_DIGEST);
            within("body", language, text.body(), 0, ReleaseText.MAX_BODY);
        });
    }

    private static void within(String what, String language, String text, int least, int most) {
        int length = text.strip().codePointCount(0, text.strip().length());
        if (length < least || length > most) {
            throw Refusal.invalid("releaseTextInvalid", "The " + what + " in " + language + " has " + length + " characters; " + least + " to " + most + " are allowed.",
                length < least ? "Write one, or leave the language out." : "Shorten it.");
        }
    }

    private void targets(Targets targets) {
        if (targets.groups().size() + targets.screens().size() > Targets.MAX) {
            throw Refusal.invalid("targetsInvalid", "The release is for more than " + Targets.MAX + " groups and screens.", "Use groups.");
        }
        targets.groups().forEach(id -> {
            if (groups.byId(id).isEmpty()) {
                throw Refusal.invalid("groupUnknown", "There is no group " + id + ".", "Choose one of the groups listed.");
            }
        });
        targets.screens().forEach(id -> {
            if (screens.byId(id).isEmpty()) {
                throw Refusal.invalid("screenUnknown", "There is no screen " + id + ".", "Choose one of the screens listed.");
            }
        });
    }

    private void channels(Content content) {
        var seen = new HashSet<ChannelId>();
        if (content.channels().size() > MAX_CHANNELS || !content.channels().stream().allMatch(part -> seen.add(part.channel()))) {
            throw Refusal.invalid("channelsInvalid", "The release names a channel twice, or more than " + MAX_CHANNELS + " of them.", "Name each channel once.");
        }
        for (ChannelPart part : content.channels()) {
            if (channels.apply(part.channel()) == null) {
                throw Refusal.invalid("noSuchChannel", "There is no channel " + part.channel() + ".", "Choose one of the channels listed.");
            }
            texts(part.texts());
            MediaId cover = part.cover();
            if (cover != null) {
                known(cover);
            }
        }
    }

    private static void note(String note) {
        if (note.codePointCount(0, note.length()) > MAX_NOTE) {
            throw Refusal.invalid("releaseNoteTooLong", "A note has more than " + MAX_NOTE + " characters.", "Shorten it.");
        }
    }
}
