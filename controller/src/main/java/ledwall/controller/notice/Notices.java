package ledwall.controller.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ledwall.controller.media.Media;
import ledwall.controller.media.Shape;
import ledwall.controller.media.Texts;
import ledwall.controller.notice.PolicyStore.Choice;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.controller.text.Bilingual;
import ledwall.controller.text.Field;
import ledwall.controller.text.Legibility;
import ledwall.controller.text.Notice;
import ledwall.controller.text.NoticeCodec;
import ledwall.controller.text.Page;
import ledwall.controller.text.Policy;
import ledwall.controller.text.Template;
import ledwall.controller.text.TextRefusal;
import ledwall.controller.text.Theme;
import ledwall.controller.text.Typesetter;
import ledwall.controller.text.Wording;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/** What people do to notices. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Notices {
    /** For which a notice is judged, and its small picture drawn, where there is no screen yet. */
    private static final Shape NO_SCREEN = new Shape(1280, 720, 25);

    private final NoticeStore store;
    private final PolicyStore policies;
    private final ScreenStore screens;
    private final Texts texts;
    private final Typesetter typesetter;
    private final Clock clock;

    public Notices(NoticeStore store, PolicyStore policies, ScreenStore screens, Texts texts, Typesetter typesetter, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.screens = screens;
        this.texts = texts;
        this.typesetter = typesetter;
        this.clock = clock;
    }

    /** A notice as somebody writes it. */
    public record Draft(Template template, Theme theme, Bilingual title, Bilingual body, Bilingual ticker, Duration length) {}

    /**
     * How a notice would be shown on a screen.
     *
     * @param page null where it would not
     * @param refusal why not
     */
    public record Fitting(Screen screen, @Nullable Page page, @Nullable TextRefusal refusal) {}

    /** What became of notices that were to follow another policy. */
    public record Applied(int notices, List<Left> left) {
        /** One that stays as it was. */
        public record Left(MediaId id, String name, Refusal why) {}

        public Applied {
            left = List.copyOf(left);
        }
    }

    public Media create(String name, Draft draft, String by) {
        Notice notice = checked(draft, true);
        String clean = Names.checked("notice", name);
        Instant now = clock.wall();
        return texts.add(clean, written(notice), media -> store.insert(media, notice, now, by));
    }

    /**
     * Makes a new revision of a notice, by the policy in force. Playlists name the media, not the revision: walls show the new text from the next switch on, as
     * after any edit of a playlist.
     *
     * @param expected the revision that the editor saw
     */
    public NoticeStore.Kept replace(MediaId id, long expected, String name, Draft draft, String by) {
        return replace(byMedia(id), expected, name, checked(draft, true), by);
    }

    private NoticeStore.Kept replace(NoticeStore.Kept before, long expected, String name, Notice notice, String by) {
        String clean = Names.checked("notice", name);
        if (before.revision() != expected) {
            throw Refusal.stale("textStale", "notice", before.media().name(), before.revision(), expected);
        }
        Instant now = clock.wall();
        texts.replace(before.media(), clean, written(notice), media -> store.update(media, notice, expected, now, by));
        return byMedia(before.media().id());
    }

    public NoticeStore.Kept byMedia(MediaId id) {
        return store.byMedia(id).orElseThrow(() -> Refusal.notFound("textUnknown", "There is no notice " + id + ".",
            "Reload the list: it may have been deleted."));
    }

    public List<NoticeStore.Revision> history(MediaId id) {
        return store.history(id);
    }

    /** The page that a screen of this size would show, by the policy in force. Also of a text that is not all written yet. */
    public Page preview(Draft draft, int width, int height, Legibility least) {
        return typesetter.page(checked(draft, false), width, height, least);
    }

    /** Whether each screen there is may show it: also those that came, or told their pitch, after it was saved. */
    public List<Fitting> fittings(Notice notice) {
        List<Fitting> out = new ArrayList<>();
        for (Screen screen : screens.all()) {
            try {
                out.add(new Fitting(screen, page(notice, screen), null));
            } catch (TextRefusal refusal) {
                out.add(new Fitting(screen, null, refusal));
            }
        }
        return out;
    }

    /** How long its clip runs. */
    public Duration length(Notice notice) {
        return typesetter.length(notice);
    }

    /** The policy in force: the last chosen, or the one that Ledwall comes with, as version 0. */
    public Choice policy() {
        List<Choice> history = policies.history();
        return history.isEmpty() ? new Choice(Policy.ZH_FIRST, 0, Instant.EPOCH, "", "") : history.getLast();
    }

    public List<Choice> policies() {
        return policies.history();
    }

    public Choice choose(Policy policy, String reason, String by) {
        return policies.choose(policy, reason, clock.wall(), by);
    }

    /** Saves every notice again that was saved under another version of the policy. What then does not fit stays as it was. */
    public Applied applyPolicy(String by) {
        Choice choice = policy();
        int done = 0;
        List<Applied.Left> left = new ArrayList<>();
        for (NoticeStore.Kept kept : store.all()) {
            Notice old = kept.notice();
            if (old.policyVersion() == choice.version()) {
                continue;
            }
            try {
                var again = new Notice(old.template(), old.theme(), old.title(), old.body(), old.ticker(), old.length(), choice.policy(), choice.version());
                replace(kept, kept.revision(), kept.media().name(), again, by);
                done++;
            } catch (Refusal refusal) {
                left.add(new Applied.Left(kept.media().id(), kept.media().name(), refusal));
            }
        }
        return new Applied(done, left);
    }

    private Notice checked(Draft draft, boolean whole) {
        Duration length = draft.length();
        if (length.compareTo(Notice.MIN_LENGTH) < 0 || length.compareTo(Notice.MAX_LENGTH) > 0) {
            throw Refusal.invalid("textLengthInvalid", "A notice of " + length.toMillis() + " ms is not taken.",
                "Let it stand for " + Notice.MIN_LENGTH.toSeconds() + " to " + Notice.MAX_LENGTH.toSeconds() + " seconds.");
        }
        long steps = Math.ceilDiv(length.toMillis(), Notice.LENGTH_STEP.toMillis());
        Choice choice = policy();
        var notice = new Notice(draft.template(), draft.theme(), Wording.checked(Field.TITLE, draft.title()), Wording.checked(Field.BODY, draft.body()),
            Wording.checked(Field.TICKER, draft.ticker()), Notice.LENGTH_STEP.multipliedBy(steps), choice.policy(), choice.version());
        Wording.checkTemplate(notice.template(), notice, whole);
        return notice;
    }

    /** Lays it out for every screen there is; the largest one's page is its small picture. */
    private Texts.Written written(Notice notice) {
        List<Screen> all = screens.all();
        all.forEach(screen -> page(notice, screen));
        Shape shape = all.stream().max(Comparator.comparingInt(screen -> screen.width() * screen.height()))
            .map(screen -> new Shape(screen.width(), screen.height(), screen.frameRate())).orElse(NO_SCREEN);
        Page page = typesetter.page(notice, shape.width(), shape.height(), Legibility.FLOOR);
        return new Texts.Written(NoticeCodec.encode(notice), Images.thumbnail(page), shape.width(), shape.height(), page.length());
    }

    private Page page(Notice notice, Screen screen) {
        return typesetter.page(notice, screen.width(), screen.height(), Legibility.ofPitch(screen.pitchMillimetres()));
    }
}
