package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.ManualTask.Kind;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.Step;
import ledwall.controller.release.channel.Task;
import ledwall.protocol.json.JsonException;

/** Takes an article away again, or the draft. WeChat allows ten deletions a day; what is beyond them a person deletes. */
final class Removal {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    /** Earlier than this before the instant, nothing can have been submitted. */
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);
    /** Whoever would have to wait longer asks a person: what is to be taken back does not wait for tomorrow. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final String UNTOLD = "WeChat does not tell whether it is published";
    private static final List<Check> DELETE = List.of(Check.OPEN_CONSOLE, Check.FIND_ARTICLE, Check.DELETE, Check.PASTE_LINK);

    private final Channel channel;
    private final Api api;
    private final WechatType.World world;
    private final Line line;
    private final Draft draft;
    private final Outcome outcome;

    Removal(Channel channel, Api api, WechatType.World world, Line line, Draft draft, Outcome outcome) {
        this.channel = channel;
        this.api = api;
        this.world = world;
        this.line = line;
        this.draft = draft;
        this.outcome = outcome;
    }

    Step of(Job job) {
        Memo memo = job.memo();
        Optional<Task> asked = world.tasks().find(job, Kind.DELETE);
        if (asked.isPresent()) {
            return asked.get().done() == null ? new Step.Person(memo, asked.get().task()) : new Step.Done(memo);
        }
        try {
            String article = memo.get(WechatChannel.ARTICLE);
            if (article != null) {
                return deleted(job, article);
            }
            if (byHand(job)) {
                return ask(job, memo, "it was published by hand");
            }
            return unsettled(job);
        } catch (NoAnswer e) {
            return line.again(memo, e);
        } catch (WechatError e) {
            return WechatChannel.refused(line, memo, e);
        } catch (JsonException e) {
            return WechatChannel.odd(line, memo, e);
        }
    }

    private boolean byHand(Job job) {
        boolean published = world.tasks().done(job, Kind.FINISH_DRAFT).or(() -> world.tasks().done(job, Kind.LOOK_UP)).map(Task.Done::url).isPresent();
        // Whoever was asked to publish need not do so any more.
        world.tasks().dropOpen(job, Kind.FINISH_DRAFT);
        world.tasks().dropOpen(job, Kind.LOOK_UP);
        return published;
    }

    private Step deleted(Job job, String article) throws NoAnswer {
        Memo memo = job.memo();
        try {
            api.call(Api.DELETE, out -> out.field("article_id", article).field("index", 1));
            return new Step.Done(memo);
        } catch (NoAnswer.Held e) {
            return tooLong(e) ? ask(job, memo, e.words()) : line.again(memo, e);
        } catch (WechatError e) {
            if (e.code() == WechatError.NO_SUCH_ARTICLE) {
                // Gone already, by an earlier call whose answer was lost or by somebody's hand.
                return new Step.Done(memo);
            }
            return inVain(e) ? ask(job, memo, e.words()) : WechatChannel.refused(line, memo, e);
        }
    }

    private static boolean tooLong(NoAnswer.Held held) {
        return held.after().compareTo(LONGEST_WAIT) > 0;
    }

    /** Whether asking again today is of no use. */
    private static boolean inVain(WechatError no) {
        return no.code() == WechatError.DAY_LIMIT || no.forAPerson();
    }

    /** Nobody knows yet whether it is published, or it is not. */
    private Step unsettled(Job job) throws NoAnswer, WechatError {
        Memo memo = job.memo();
        String publishId = memo.get(WechatChannel.PUBLISH_ID);
        boolean mayBeOut = publishId != null || memo.has(WechatChannel.SUBMITTED) || !world.now().get().isBefore(job.at().minus(LONGEST_LEAD));
        if (!mayBeOut) {
            return draftRemoved(memo);
        }
        Step state;
        try {
            state = publishId != null ? outcome.asked(job, publishId) : outcome.found(job);
        } catch (NoAnswer.Held e) {
            if (tooLong(e)) {
                return ask(job, memo, UNTOLD + " (" + e.words() + ")");
            }
            throw e;
        } catch (WechatError e) {
            if (inVain(e)) {
                return ask(job, memo, UNTOLD + " (" + e.words() + ")");
            }
            throw e;
        }
        return switch (state) {
            case Step.Done done -> {
                String article = done.memo().get(WechatChannel.ARTICLE);
                yield article == null ? ask(job, done.memo(), "its number is not known") : deleted(job.with(done.memo()), article);
            }
            // It did not become public, or is not any more.
            case Step.NotThere none -> draftRemoved(none.memo());
            case Step.Refused refused -> draftRemoved(refused.memo());
            case Step.Later later -> new Step.Later(later.memo(), shorter(later.after()), "Waiting until it can be deleted. " + later.words());
            case Step.Person person -> ask(job, person.memo(), UNTOLD);
            case Step.Trouble trouble -> trouble;
            case Step.Unknown unknown -> new Step.Trouble(unknown.memo(), unknown.words(), line.backoff());
        };
    }

    private Step draftRemoved(Memo memo) throws NoAnswer, WechatError {
        String media = memo.get(Draft.DRAFT);
        if (media != null) {
            draft.remove(media);
        }
        return new Step.Done(memo.without(Draft.DRAFT).without(Draft.OF_REVISION));
    }

    private Step ask(Job job, Memo memo, String why) {
        world.tasks().dropOpen(job, Kind.LOOK_UP);
        return world.tasks().ask(job, memo, new ManualTask(Kind.DELETE, "Delete \"" + new Article(job.post(), channel).title() + "\" on mp.weixin.qq.com: " + why
            + ".", DELETE, world.now().get()));
    }

    private static Duration shorter(Duration after) {
        return after.compareTo(LOOK_AGAIN) < 0 ? after : LOOK_AGAIN;
    }
}
