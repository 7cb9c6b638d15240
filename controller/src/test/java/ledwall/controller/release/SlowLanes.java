package ledwall.controller.release;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

/**
 * Work whose lanes of channels take as long as the sites they call: a call begins when the lane is free, and its answer comes when the site gave one. All else is
 * as quick as the simulation's own work.
 */
final class SlowLanes implements Work {
    private static final List<String> SLOW = List.of("channel ", "health ");

    private final Work quick;
    private final Loop loop;
    private final Function<String, Duration> takes;
    private final Map<String, ArrayDeque<Runnable>> waiting = new TreeMap<>();

    /** @param takes how long the call that a lane's channel has just been given takes until its answer is here */
    SlowLanes(Work quick, Loop loop, Function<String, Duration> takes) {
        this.quick = quick;
        this.loop = loop;
        this.takes = takes;
    }

    @Override
    public <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
        if (SLOW.stream().noneMatch(lane::startsWith)) {
            quick.submit(lane, name, task, loop, then);
            return;
        }
        var queue = waiting.computeIfAbsent(lane, first -> new ArrayDeque<>());
        queue.add(() -> begin(lane, name, task, then));
        if (queue.size() == 1) {
            queue.peek().run();
        }
    }

    private <T> void begin(String lane, String name, Callable<T> task, Outcome<T> then) {
        loop.post(name, () -> {
            Runnable answer;
            try {
                T result = task.call();
                answer = () -> then.done(result);
            } catch (Exception e) {
                answer = () -> then.failed(e);
            }
            Runnable told = answer;
            loop.after(takes.apply(lane.substring(lane.indexOf(' ') + 1)), "answer to " + name, () -> {
                var queue = waiting.get(lane);
                queue.remove();
                if (!queue.isEmpty()) {
                    queue.peek().run();
                }
                told.run();
            });
        });
    }

    @Override
    public <T> Watch watch(String name, Duration every, Callable<T> look, Loop loop, Outcome<T> news) {
        return quick.watch(name, every, look, loop, news);
    }
}
