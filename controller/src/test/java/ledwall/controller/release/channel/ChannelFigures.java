package ledwall.controller.release.channel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import ledwall.protocol.id.ReleaseId;
import ledwall.testserver.WebhookReceiver;
import ledwall.testserver.WechatServer;

/**
 * How near to their instant the adapters publish, by command and against the test servers with the limits of a day in force: four WeChat accounts and two webhooks, each
 * with a median of its own between 0.2 and 3 s, log-normal, sigma 0.15. {@code ... ChannelFigures [releases]}: 50 for each without a word. Takes some ten minutes.
 */
final class ChannelFigures {
    private static final List<Integer> ACCOUNTS = List.of(200, 800, 1_600, 3_000);
    private static final List<Integer> HOOKS = List.of(400, 1_200);
    private static final double SIGMA = 0.15;
    private static final String KEY = "a key of both sides";

    private ChannelFigures() {}

    private record Row(String channel, List<Long> skewMillis, String counts) {}

    public static void main(String[] words) throws Exception {
        int releases = words.length == 0 ? 50 : Integer.parseInt(words[0]);
        Path folder = Files.createTempDirectory("figures");
        var rows = new ArrayList<Future<Row>>();
        try (var rig = new OnlineRig(folder); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int median : ACCOUNTS) {
                rows.add(threads.submit(account(rig, median, releases)));
            }
            for (int median : HOOKS) {
                rows.add(threads.submit(hook(rig, median, releases)));
            }
            var all = new ArrayList<Long>();
            for (Future<Row> row : rows) {
                Row done = row.get();
                all.addAll(done.skewMillis());
                System.out.println(line(done.channel(), done.skewMillis()) + "  " + done.counts());
            }
            System.out.println(line("all", all));
        }
    }

    private static Callable<Row> account(OnlineRig rig, int median, int releases) {
        return () -> {
            String app = "wx" + median;
            var options = new WechatServer.Options(0, Duration.ofMillis(median), SIGMA, Duration.ofMillis(1_500), median, WechatServer.Options.STALL);
            try (var server = new WechatServer(options)) {
                Channel channel = rig.channel(ChannelKind.WECHAT, Map.of("appId", app, "base", server.url()), Map.of("appSecret", "app-secret", "callbackToken", "token"));
                server.account(app, "app-secret", "token", rig.base() + "/wechat/" + channel.id());
                var planned = new ArrayList<Instant>();
                for (int i = 0; i < releases; i++) {
                    Job job = prepared(rig, channel, i, rig.post("第" + i + "条", rig.file(Attachment.Role.COVER, "image/jpeg", 10_000 + i)));
                    Step step = publish(rig, channel, job, planned);
                    for (Job now = job.with(step.memo()); step instanceof Step.Later later; now = now.with(step.memo())) {
                        pass(later.after());
                        step = rig.open(channel).confirm(now);
                    }
                    if (!(step instanceof Step.Done)) {
                        throw new IllegalStateException(step.toString());
                    }
                }
                var articles = server.articles(app);
                var skews = new ArrayList<Long>();
                for (int i = 0; i < releases; i++) {
                    skews.add(Duration.between(planned.get(i), articles.get(i).acceptedAt()).toMillis());
                }
                return new Row("WeChat, median " + median + " ms", skews, articles.size() + " articles, submit " + server.calls(app, "freepublish/submit") + ", polls "
                    + server.calls(app, "freepublish/get") + ", getarticle " + server.calls(app, "freepublish/getarticle"));
            }
        };
    }

    private static Callable<Row> hook(OnlineRig rig, int median, int releases) {
        return () -> {
            try (var receiver = new WebhookReceiver(0, KEY, Duration.ofMillis(median), SIGMA, median)) {
                Channel channel = rig.channel(ChannelKind.WEBHOOK, Map.of("url", receiver.hook()), Map.of("key", KEY));
                var planned = new ArrayList<Instant>();
                for (int i = 0; i < releases; i++) {
                    Step step = publish(rig, channel, prepared(rig, channel, i, rig.post("t", rig.file(Attachment.Role.COVER, "image/jpeg", 5_000))), planned);
                    if (!(step instanceof Step.Done)) {
                        throw new IllegalStateException(step.toString());
                    }
                }
                var taken = receiver.events().stream().filter(event -> event.type.equals("release.published")).toList();
                var skews = new ArrayList<Long>();
                for (int i = 0; i < releases; i++) {
                    skews.add(Duration.between(planned.get(i), taken.get(i).takenAt).toMillis());
                }
                return new Row("webhook, median " + median + " ms", skews, taken.size() + " events");
            }
        };
    }

    private static Job prepared(OnlineRig rig, Channel channel, int number, Post post) {
        var job = new Job(new ReleaseId("release-" + number), 1, channel.id(), "release-" + number + "." + channel.id(), post, Memo.EMPTY, rig.clock.wall());
        Step step = rig.open(channel).prepare(job);
        for (; step instanceof Step.Later; step = rig.open(channel).prepare(job)) {
            job = job.with(step.memo());
        }
        if (!(step instanceof Step.Done)) {
            throw new IllegalStateException(step.toString());
        }
        return job.with(step.memo());
    }

    /** As the engine does: health at P - 5 s, and the call by the measured lead before the instant. */
    private static Step publish(OnlineRig rig, Channel channel, Job job, List<Instant> planned) {
        if (!rig.open(channel).health().well()) {
            throw new IllegalStateException("ill");
        }
        Duration lead = rig.online.channels().lead(channel.id());
        Instant at = Instant.now().plus(lead).plusMillis(500);
        planned.add(at);
        pass(Duration.between(Instant.now(), at.minus(lead)));
        return rig.open(channel).publish(job);
    }

    private static void pass(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static String line(String what, List<Long> skews) {
        var sorted = new ArrayList<>(skews.stream().map(Math::abs).toList());
        Collections.sort(sorted);
        return String.format("%-24s n=%d  |accepted - T| p50 %d  p95 %d  p99 %d  max %d ms", what, sorted.size(),
            at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }
}
