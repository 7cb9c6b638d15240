package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Health;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.ManualTask.Kind;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;
import ledwall.controller.release.channel.Task;
import ledwall.protocol.json.JsonException;

/** One account. Preparing makes the draft, publishing submits it, confirming waits for the callback and polls by {@link PollPlan}. */
final class WechatChannel implements OnlineChannel {
    static final String PUBLISH_ID = "publishId";
    static final String SUBMITTED = "submittedAt";
    /** What counts as its instant: WeChat tells no better one. */
    static final String ACCEPTED = "acceptedAt";
    static final String ARTICLE = "articleId";
    static final String URL = "url";
    private static final Duration ACCOUNT_RETRY = Duration.ofMinutes(1);
    private static final List<Check> FINISH = List.of(Check.OPEN_CONSOLE, Check.FIND_DRAFT, Check.PUBLISH, Check.OPEN_ARTICLE, Check.PASTE_LINK);

    private static final List<Check> FINISH_WITH_VIDEO = List.of(Check.OPEN_CONSOLE, Check.FIND_DRAFT, Check.INSERT_VIDEO, Check.PUBLISH, Check.OPEN_ARTICLE,
        Check.PASTE_LINK);

    private final Channel channel;
    private final Api api;
    private final WechatType.World world;
    private final Line line;
    private final Draft draft;
    private final Outcome outcome;
    private final Removal removal;

    WechatChannel(Channel channel, Api api, WechatType.World world, Line line) {
        this.channel = channel;
        this.api = api;
        this.world = world;
        this.line = line;
        this.draft = new Draft(api, channel, world.disk());
        this.outcome = new Outcome(channel, api, world, line);
        this.removal = new Removal(channel, api, world, line, draft, outcome);
    }

    @Override
    public Step prepare(Job job) {
        Memo memo = job.memo();
        Article.Unfit unfit = new Article(job.post(), channel).unfit();
        if (unfit != null) {
            return new Step.Refused(memo, unfit.code(), unfit.words());
        }
        if (line.left(Api.SUBMIT) == 0 && !byHand(job.post())) {
            return new Step.Trouble(memo, "The account's submissions of today are used up.", line.untilTomorrow());
        }
        try {
            if (Draft.done(job)) {
                return new Step.Done(memo);
            }
            Memo next = draft.step(job);
            return Draft.done(job.with(next)) ? new Step.Done(next) : new Step.Later(next, Duration.ZERO, "Uploading to WeChat.");
        } catch (NoAnswer e) {
            // An upload or a draft too many is seen by nobody.
            return line.again(memo, e);
        } catch (WechatError e) {
            return refused(line, memo, e);
        } catch (JsonException e) {
            return odd(line, memo, e);
        }
    }

    @Override
    public Step publish(Job job) {
        Memo memo = job.memo();
        String media = memo.get(Draft.DRAFT);
        if (memo.has(PUBLISH_ID) || world.tasks().find(job, Kind.FINISH_DRAFT).isPresent()) {
            return confirm(job);
        }
        if (media == null) {
            return new Step.Refused(memo, "wechatDraftMissing", "There is no draft to publish.");
        }
        if (byHand(job.post())) {
            return finish(job, "no call can put the video, which is in the account's library, into the article", FINISH_WITH_VIDEO);
        }
        Instant now = world.now().get();
        Memo tried = memo.with(SUBMITTED, now.toString());
        try {
            String id = Api.id(api.publish(out -> out.field("media_id", media)), "publish_id");
            Memo accepted = tried.with(PUBLISH_ID, id).with(ACCEPTED, world.now().get().toString());
            return new Step.Later(accepted, PollPlan.after(0), "WeChat has accepted it, and does not say yet whether it is published.");
        } catch (NoAnswer e) {
            return line.once(e instanceof NoAnswer.Lost ? tried : memo, e);
        } catch (WechatError e) {
            if (e.forAPerson()) {
                return finish(job, e.words(), FINISH);
            }
            if (e.code() == WechatError.NO_SUCH_MEDIA && world.tasks().done(job, Kind.LOOK_UP).isPresent()) {
                return new Step.Refused(memo, "wechatDraftMissing", "The draft is gone, and it is not published: it was deleted at WeChat.");
            }
            // The draft is gone: a submission whose answer was lost may have taken it.
            return e.code() == WechatError.NO_SUCH_MEDIA ? new Step.Unknown(tried, e.words()) : refused(line, memo, e);
        } catch (JsonException e) {
            return new Step.Unknown(tried, "WeChat's answer has no publish_id: " + e.getMessage() + ".");
        }
    }

    /** Whether a person is to put the video into the article before it is published. */
    private boolean byHand(Post post) {
        return WechatType.BY_HAND.equals(channel.setting(WechatType.VIDEO)) && post.first(Attachment.Role.VIDEO).isPresent();
    }

    private Step finish(Job job, String why, List<Check> checklist) {
        return world.tasks().ask(job, job.memo(), new ManualTask(Kind.FINISH_DRAFT, "Publish the draft \"" + new Article(job.post(), channel).title()
            + "\" on mp.weixin.qq.com: " + why + ".", checklist, job.at()));
    }

    @Override
    public Step confirm(Job job) {
        Optional<Step> byHand = byHand(job);
        return byHand.isPresent() ? byHand.get() : outcome.of(job);
    }

    /** What people were asked about it decides, once somebody was asked: who was to publish it before who was to look, unless that is still open. */
    private Optional<Step> byHand(Job job) {
        Optional<Task> looking = world.tasks().find(job, Kind.LOOK_UP);
        Optional<Task> task = looking.filter(asked -> asked.done() == null).or(() -> world.tasks().find(job, Kind.FINISH_DRAFT)).or(() -> looking);
        return task.map(asked -> {
            Task.Done done = asked.done();
            if (done == null) {
                return new Step.Person(job.memo(), asked.task());
            }
            String url = done.url();
            return url == null ? new Step.NotThere(job.memo())
                : new Step.Done(job.memo().with(URL, url), new Proof(url, "confirmed by " + done.by(), done.at()));
        });
    }

    @Override
    public Step withdraw(Job job) {
        return removal.of(job);
    }

    @Override
    public Health health() {
        try {
            api.knock();
        } catch (NoAnswer e) {
            return Health.ill(e.words());
        } catch (WechatError e) {
            return Health.ill(e.words() + ".");
        } catch (JsonException e) {
            return Health.ill("WeChat's answer has another form than documented: " + e.getMessage() + ".");
        }
        // Whoever forges callbacks must not thereby hold a release: they are told, and make nobody ill.
        String words = " Today: " + used(Api.SUBMIT) + " submissions, " + used(Api.POLL) + " polls, " + used(Api.DELETE) + " deletions." + told();
        return line.left(Api.SUBMIT) == 0 ? Health.ill("The account's submissions of today are used up." + words) : Health.well("WeChat gives a token." + words);
    }

    private String used(String api) {
        return line.used(api) + " of " + line.most(api);
    }

    private String told() {
        CallbackTally.Count count = world.tally().of(channel.id());
        NotTaken why = count.lastWhy();
        return " Callbacks since the start of the controller: " + count.taken() + " taken, " + count.refused() + " refused"
            + (why == null ? "." : ", the last at " + count.lastRefusedAt() + ": " + why.words() + ".");
    }

    /** What a plain no means for the step that got it. */
    static Step refused(Line line, Memo memo, WechatError error) {
        if (error.code() == WechatError.DAY_LIMIT) {
            return new Step.Trouble(memo, error.words() + ".", line.untilTomorrow());
        }
        if (error.code() == WechatError.MINUTE_LIMIT || error.aboutTheAccount()) {
            return new Step.Trouble(memo, error.words() + ".", ACCOUNT_RETRY);
        }
        String code = switch (error.code()) {
            case WechatError.UNAUTHORIZED -> "wechatUnauthorized";
            case 48004 -> "wechatBannedInterface";
            case 45001, 45002, 45003, 45004, 45166, 44003 -> "wechatContentRefused";
            case 53503 -> "wechatCheckFailed";
            default -> "wechatError";
        };
        return new Step.Refused(memo, code, error.words() + ".");
    }

    static Step odd(Line line, Memo memo, JsonException failure) {
        return new Step.Trouble(memo, "WeChat's answer has another form than documented: " + failure.getMessage() + ".", line.backoff());
    }
}
