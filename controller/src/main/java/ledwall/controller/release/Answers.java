package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import ledwall.controller.release.Withdrawal.State;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Proof;
import ledwall.controller.release.channel.Step;

/** What a channel's answer makes of its outlet. Pure. */
final class Answers {
    /** A call that waited longer for its turn is not made: what was stored of it would no longer say when it was. */
    static final Duration CALLED_WITHIN = Duration.ofSeconds(2);
    /**
     * A call whose caller died may still reach the site, and a site may be slow to act on it: before this, after the call was to be made, nobody believes that nothing
     * came of it. It may have been begun so late, and waited for so long; the rest is what its way may take.
     */
    static final Duration SETTLED_AFTER = CALLED_WITHIN.plus(OnlineChannel.PATIENCE).plusSeconds(2);
    /** So long after the instant a publication that cannot be made is tried; then, or where the site has said that it takes longer, somebody has to look. */
    static final Duration TRY_FOR = Duration.ofMinutes(10);
    /** When to ask again where the channel does not say. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration PROOF_AGAIN = Duration.ofSeconds(30);

    private Answers() {}

    /** @param at the release's instant */
    static Outlet to(Call call, Outlet outlet, Step step, Instant at, Instant now) {
        Outlet noted = outlet.with(step.memo());
        return switch (call) {
            case PREPARE -> prepared(noted, step, now);
            case PUBLISH -> published(noted, step, at, now);
            case CONFIRM -> confirmed(noted, step, now);
            case WITHDRAW -> withdrawn(noted, step, now);
            case MARK -> throw new IllegalArgumentException("nobody answers to " + call);
        };
    }

    private static Outlet prepared(Outlet outlet, Step step, Instant now) {
        Outlet preparing = outlet.in(OutletState.PREPARING);
        return switch (step) {
            case Step.Done _ -> outlet.well(OutletState.READY);
            case Step.Person(Memo _, ManualTask task) -> outlet.well(OutletState.READY).with(task);
            case Step.Later(Memo _, Duration after, String words) -> preparing.later(new Cause(Codes.CHANNEL_PREPARING, words), now.plus(after));
            case Step.Refused(Memo _, String code, String words) -> outlet.failed(new Cause(code, words));
            case Step.Trouble(Memo _, String words, Duration after) -> preparing.later(new Cause(Codes.CHANNEL_TROUBLE, words), now.plus(after));
            // Harmless to repeat, whatever came of it.
            case Step.Unknown(Memo _, String words) -> preparing.later(new Cause(Codes.CHANNEL_TROUBLE, words), now.plus(ASK_AGAIN));
            case Step.NotThere _ -> preparing.later(new Cause(Codes.CHANNEL_TROUBLE, "The draft is not there."), now.plus(ASK_AGAIN));
        };
    }

    private static Outlet published(Outlet outlet, Step step, Instant at, Instant now) {
        return switch (step) {
            case Step.Done(Memo _, Proof proof) -> proof == null ? outlet.submitted(now).later(null, now) : proved(outlet.submitted(now), proof);
            case Step.Later(Memo _, Duration after, String _) -> outlet.submitted(now).later(null, now.plus(after));
            case Step.Person(Memo _, ManualTask task) -> byHand(outlet.submitted(now), task);
            case Step.Refused(Memo _, String code, String words) -> outlet.failed(new Cause(code, words));
            case Step.Trouble(Memo _, String words, Duration after) -> now.plus(after).isAfter(at.plus(TRY_FOR)) ? outlet.failed(new Cause(Codes.CHANNEL_GAVE_UP, words))
                : outlet.in(OutletState.READY).later(new Cause(Codes.CHANNEL_TROUBLE, words), now.plus(after));
            case Step.Unknown(Memo _, String words) -> outlet.later(new Cause(Codes.CHANNEL_UNKNOWN, words), now);
            case Step.NotThere _ -> outlet.failed(new Cause(Codes.CHANNEL_LOST_IT, "What was prepared there is gone."));
        };
    }

    private static Outlet confirmed(Outlet outlet, Step step, Instant now) {
        return switch (step) {
            case Step.Done(Memo _, Proof proof) -> proof == null ? outlet.submitted(now).later(null, now.plus(PROOF_AGAIN)) : proved(outlet, proof);
            case Step.Later(Memo _, Duration after, String _) -> outlet.submitted(now).later(null, now.plus(after));
            case Step.Person(Memo _, ManualTask task) -> byHand(outlet.submitted(now), task);
            case Step.Refused(Memo _, String code, String words) -> outlet.failed(new Cause(code, words));
            case Step.Trouble(Memo _, String words, Duration after) -> outlet.later(new Cause(Codes.CHANNEL_UNKNOWN, words), now.plus(after));
            case Step.Unknown(Memo _, String words) -> outlet.later(new Cause(Codes.CHANNEL_UNKNOWN, words), now.plus(ASK_AGAIN));
            case Step.NotThere _ -> {
                Instant called = outlet.times().calledAt();
                Instant settled = called == null ? now : called.plus(SETTLED_AFTER);
                // What shows up meanwhile is to be known soon, so it is asked more than once.
                Instant again = now.plus(ASK_AGAIN);
                yield settled.isAfter(now) ? outlet.later(new Cause(Codes.CHANNEL_UNKNOWN, "Nothing is there yet."), again.isBefore(settled) ? again : settled)
                    : outlet.well(OutletState.READY);
            }
        };
    }

    private static Outlet withdrawn(Outlet outlet, Step step, Instant now) {
        return switch (step) {
            case Step.Done _, Step.NotThere _ -> gone(outlet, now);
            case Step.Later(Memo _, Duration after, String words) -> outlet.with(new Withdrawal(State.SENT, now, words)).later(outlet.cause(), now.plus(after));
            case Step.Person(Memo _, ManualTask task) -> outlet.with(task).with(new Withdrawal(State.BY_HAND, now, task.words()));
            case Step.Refused(Memo _, String _, String words) -> outlet.with(new Withdrawal(State.FAILED, now, words));
            case Step.Trouble(Memo _, String words, Duration after) ->
                outlet.with(new Withdrawal(State.SENT, now, words)).later(outlet.cause(), now.plus(after));
            case Step.Unknown(Memo _, String words) -> outlet.with(new Withdrawal(State.SENT, now, words)).later(outlet.cause(), now.plus(ASK_AGAIN));
        };
    }

    /** It shows it no more, or never did. */
    static Outlet gone(Outlet outlet, Instant now) {
        return gone(outlet, "", now);
    }

    static Outlet gone(Outlet outlet, String words, Instant now) {
        return outlet.well(OutletState.WITHDRAWN).with((ManualTask) null).with(new Withdrawal(State.CONFIRMED, now, words));
    }

    private static Outlet proved(Outlet outlet, Proof proof) {
        return outlet.confirmed(proof.visibleAt(), new Evidence(proof.url(), proof.ref(), true));
    }

    /** Nothing is asked until somebody says that it is done. */
    private static Outlet byHand(Outlet outlet, ManualTask task) {
        return outlet.well(OutletState.SUBMITTED).with(task);
    }
}
