package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelSettings;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;

/**
 * Finds out what became of a submission: by its number where WeChat gave one, else by whether the draft is still there and whether the article is among the newest.
 * Publishes nothing.
 */
final class Outcome {
    static final String POLLS = "polls";
    private static final String LOOKS = "looks";
    /** WeChat takes a draft away some seconds after it accepted it; one that is still there after that was never accepted. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_CALLBACK = Duration.ofMinutes(10);
    private static final int MOST_LOOKS = 6;
    private static final int NEWEST = 20;
    private static final String IS_DELETED = "is_deleted";
    private static final int LONGEST_URL = 2_000;
    private static final List<Check> LOOK_UP = List.of(Check.OPEN_CONSOLE, Check.FIND_ARTICLE, Check.PASTE_LINK);

    private final Channel channel;
    private final Api api;
    private final WechatType.World world;
    private final Line line;

    Outcome(Channel channel, Api api, WechatType.World world, Line line) {
        this.channel = channel;
        this.api = api;
        this.world = world;
        this.line = line;
    }

    Step of(Job job) {
        try {
            return found(job);
        } catch (NoAnswer e) {
            return unheard(job.memo(), e);
        } catch (WechatError e) {
            // An account that may not publish is not told what it has published either, however often it asks.
            return e.forAPerson() ? lookUp(job, job.memo(), "(" + e.words() + ")") : unheard(job.memo(), e);
        } catch (JsonException e) {
            return unheard(job.memo(), e);
        }
    }

    /** The same for who cannot wait until WeChat answers. */
    Step found(Job job) throws NoAnswer, WechatError {
        Memo memo = job.memo();
        String article = memo.get(WechatChannel.ARTICLE);
        String url = memo.get(WechatChannel.URL);
        if (article != null && url != null) {
            return new Step.Done(memo, new Proof(url, article, accepted(memo, submitted(job))));
        }
        String publishId = memo.get(WechatChannel.PUBLISH_ID);
        if (publishId == null) {
            return reconciled(job);
        }
        Optional<Callback> callback = world.callbacks().find(job.channel(), publishId);
        return callback.isPresent() ? told(job, publishId, callback.get()) : inTime(job, publishId);
    }

    /** Asking failed; what was published is published. */
    private Step.Later unheard(Memo memo, Exception failure) {
        return switch (failure) {
            case NoAnswer none -> {
                Duration after = none instanceof NoAnswer.Held held ? held.after() : line.backoff();
                yield new Step.Later(memo, after.compareTo(WAIT_FOR_CALLBACK) < 0 ? after : WAIT_FOR_CALLBACK, none.words());
            }
            case WechatError no -> new Step.Later(memo, no.code() == WechatError.DAY_LIMIT ? WAIT_FOR_CALLBACK : LOOK_AGAIN, no.words() + ".");
            default -> new Step.Later(memo, LOOK_AGAIN, "WeChat's answer has another form than documented: " + failure.getMessage() + ".");
        };
    }

    /** One poll now, whether or not it is time: somebody waits for it. */
    Step asked(Job job, String publishId) throws NoAnswer, WechatError {
        return line.left(Api.POLL) == 0 || job.memo().count(POLLS) >= PollPlan.MOST ? among(job) : poll(job, publishId);
    }

    private Step inTime(Job job, String publishId) throws NoAnswer, WechatError {
        int polls = job.memo().count(POLLS);
        if (polls >= PollPlan.MOST) {
            return among(job);
        }
        Duration until = Duration.between(world.now().get(), submitted(job).plus(PollPlan.after(polls)));
        if (until.isPositive()) {
            return new Step.Later(job.memo(), until, Status.PUBLISHING.words());
        }
        return line.left(Api.POLL) == 0 ? among(job) : poll(job, publishId);
    }

    private Step poll(Job job, String publishId) throws NoAnswer, WechatError {
        if (api.polls(publishId) >= PollPlan.MOST) {
            return among(job);
        }
        // One that was not answered, or not well, was made all the same.
        Memo memo = job.memo().with(POLLS, Integer.toString(job.memo().count(POLLS) + 1));
        try {
            return polled(job, memo, api.poll(publishId));
        } catch (WechatError e) {
            // Others have used up today's polls: the list still tells.
            return e.code() == WechatError.DAY_LIMIT ? among(job.with(memo)) : unheard(memo, e);
        } catch (NoAnswer.Lost | JsonException e) {
            return unheard(memo, e);
        }
    }

    private Step polled(Job job, Memo memo, JsonObject answer) throws NoAnswer, WechatError {
        Status status = Status.of(answer.number("publish_status"));
        return switch (status) {
            case PUBLISHED -> {
                String url = answer.object("article_detail").objects("item", each -> each.text("article_url")).stream().findFirst()
                    .orElseThrow(() -> new JsonException("no article stands in it"));
                yield done(memo, answer.text("article_id"), url, world.now().get());
            }
            case PUBLISHING -> memo.count(POLLS) < PollPlan.MOST ? later(job.with(memo)) : among(job.with(memo));
            case NOT_ORIGINAL, FAILED, REFUSED, DELETED, BANNED, OTHER -> new Step.Refused(memo, status.code(), status.words());
        };
    }

    private Step later(Job job) {
        Duration until = Duration.between(world.now().get(), submitted(job).plus(PollPlan.after(job.memo().count(POLLS))));
        return new Step.Later(job.memo(), until.isPositive() ? until : LOOK_AGAIN, Status.PUBLISHING.words());
    }

    /** A callback names the article: that is asked for, which costs no poll. Anything else it says is believed once a poll says the same. */
    private Step told(Job job, String publishId, Callback callback) throws NoAnswer, WechatError {
        boolean named = Status.of(callback.status()) == Status.PUBLISHED && !callback.articleId().isEmpty();
        if (!named || line.left(Api.ARTICLE) == 0) {
            return checked(job, publishId, callback);
        }
        try {
            String title = new Article(job.post(), channel).title();
            Optional<JsonObject> article = api.call(Api.ARTICLE, out -> out.field("article_id", callback.articleId())).objects("news_item", each -> each).stream()
                .findFirst().filter(each -> each.text("title").equals(title));
            if (article.isPresent()) {
                return standing(job.memo(), callback.articleId(), article.get(), callback.at());
            }
        } catch (WechatError e) {
            if (e.code() == WechatError.DAY_LIMIT) {
                return checked(job, publishId, callback);
            }
            if (e.code() != WechatError.NO_SUCH_ARTICLE) {
                throw e;
            }
        }
        // Somebody else's word: back to the plan.
        world.callbacks().forget(callback);
        return inTime(job, publishId);
    }

    /** What a callback says, where the article cannot be asked for. */
    private Step checked(Job job, String publishId, Callback callback) throws NoAnswer, WechatError {
        if (job.memo().count(POLLS) >= PollPlan.MOST || line.left(Api.POLL) == 0) {
            return among(job);
        }
        Step polled = poll(job, publishId);
        if (polled instanceof Step.Later) {
            world.callbacks().forget(callback);
        }
        return polled;
    }

    /** The answer to the submission never came, or a crash came between. */
    private Step reconciled(Job job) throws NoAnswer, WechatError {
        String draft = job.memo().get(Draft.DRAFT);
        if (draft == null) {
            return new Step.NotThere(job.memo());
        }
        // A crash forgets when it was submitted; that it is not later than now is enough.
        Instant now = world.now().get();
        Memo memo = job.memo().has(WechatChannel.SUBMITTED) ? job.memo() : job.memo().with(WechatChannel.SUBMITTED, now.toString());
        try {
            api.call(Api.DRAFT_GET, out -> out.field("media_id", draft));
        } catch (WechatError e) {
            if (e.code() == WechatError.NO_SUCH_MEDIA) {
                return among(job.with(memo));
            }
            throw e;
        }
        Duration left = SETTLES.minus(Duration.between(submitted(job.with(memo)), now));
        return left.isPositive() ? new Step.Later(memo, left, "The draft is still there; waiting until that tells for certain that WeChat did not take it.")
            : new Step.NotThere(memo.without(WechatChannel.SUBMITTED));
    }

    /** Looks among the newest articles of the account; the cover's material belongs to this release alone. */
    private Step among(Job job) throws NoAnswer, WechatError {
        Memo memo = job.memo().with(LOOKS, Integer.toString(job.memo().count(LOOKS) + 1));
        String title = new Article(job.post(), channel).title();
        String cover = job.post().first(Attachment.Role.COVER).map(file -> memo.get(Draft.COVER + file.hash())).orElse("");
        JsonObject answer = api.call(Api.LIST, out -> out.field("offset", 0).field("count", NEWEST).field("no_content", 1));
        for (JsonObject item : answer.objects("item", each -> each)) {
            for (JsonObject news : item.object("content").objects("news_item", each -> each)) {
                if (title.equals(news.textOrNull("title")) && cover.equals(news.textOrNull("thumb_media_id"))) {
                    return standing(memo, item.text("article_id"), news, Instant.ofEpochSecond(item.number("update_time")));
                }
            }
        }
        if (memo.count(LOOKS) < MOST_LOOKS) {
            return new Step.Later(memo, FIRST_LOOK.multipliedBy(memo.count(LOOKS)), "It is not among the published articles yet.");
        }
        return lookUp(job, memo, "");
    }

    /** @param why in brackets, or empty */
    private Step lookUp(Job job, Memo memo, String why) {
        return world.tasks().ask(job, memo, new ManualTask(ManualTask.Kind.LOOK_UP, "Look on mp.weixin.qq.com whether \"" + new Article(job.post(), channel).title()
            + "\" is published: WeChat gave no answer" + (why.isEmpty() ? "" : " " + why) + ". Confirm with its link, or without one if it is not there.", LOOK_UP,
            world.now().get()));
    }

    /** An article stays listed when somebody has deleted it, and is marked so. */
    private static Step standing(Memo memo, String article, JsonObject news, Instant known) {
        return news.has(IS_DELETED) && news.truth(IS_DELETED) ? new Step.Refused(memo, Status.DELETED.code(), Status.DELETED.words())
            : done(memo, article, news.text("url"), known);
    }

    /** @param known when it was public at the latest, where nobody heard WeChat accept it */
    private static Step done(Memo memo, String article, String url, Instant known) {
        if (url.length() > LONGEST_URL || ChannelSettings.uri(url.replaceFirst("#.*$", "")) == null) {
            throw new JsonException("the article's address is none");
        }
        Instant at = accepted(memo, known);
        Memo done = memo.with(WechatChannel.ARTICLE, article).with(WechatChannel.URL, url).with(WechatChannel.ACCEPTED, at.toString());
        return new Step.Done(done, new Proof(url, article, at));
    }

    private static Instant accepted(Memo memo, Instant otherwise) {
        String at = memo.get(WechatChannel.ACCEPTED);
        return at == null ? otherwise : Instant.parse(at);
    }

    /** By the job's instant where a crash forgot it. */
    static Instant submitted(Job job) {
        String at = job.memo().get(WechatChannel.SUBMITTED);
        return at == null ? job.at() : Instant.parse(at);
    }
}
