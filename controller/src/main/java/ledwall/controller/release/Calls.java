package ledwall.controller.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/** Sees to it that each channel is called for each release when that is due, and stored before where it could be seen. On the control loop. */
final class Calls {
    private final ChannelDesk channels;
    private final Collection<Running> all;

    /** @param all releases that something is still to be done about, as they are at any time */
    Calls(ChannelDesk channels, Collection<Running> all) {
        this.channels = channels;
        this.all = all;
    }

    /** What is due of one release. */
    void make(Running each, Instant now) {
        for (Outlet outlet : each.release.outlets()) {
            Agenda.Due due = outlet.id() instanceof OutletId.Online(ChannelId channel) ? due(each, outlet, channel) : null;
            if (due == null || due.at().isAfter(now) || !(outlet.id() instanceof OutletId.Online(ChannelId channel))) {
                continue;
            }
            switch (due.call()) {
                case MARK -> mark(each, outlet, channel, now);
                case PUBLISH -> channels.call(each, outlet, channel, due.call());
                case PREPARE, CONFIRM, WITHDRAW -> {
                    if (!reserved(each, channel, now)) {
                        each.heardOf.remove(outlet.id());
                        channels.call(each, outlet, channel, due.call());
                    }
                }
            }
        }
    }

    /** Null while a call is out, or where nothing is to be done. */
    private Agenda.@Nullable Due due(Running each, Outlet outlet, ChannelId channel) {
        if (each.calling.contains(outlet.id())) {
            return null;
        }
        Agenda.Due due = Agenda.of(each.release, outlet, channels.lead(each, channel), each.ours.contains(outlet.id()));
        // What the site said by itself is at hand: whoever waits to ask what became of it need not wait on.
        boolean heard = due != null && due.call() == Call.CONFIRM && outlet.state() == OutletState.SUBMITTED && each.heardOf.contains(outlet.id());
        return heard ? new Agenda.Due(Call.CONFIRM, Instant.MIN) : due;
    }

    /** When something of one release is due. */
    List<Instant> instants(Running each) {
        var out = new ArrayList<Instant>();
        for (Outlet outlet : each.release.outlets()) {
            Agenda.Due due = outlet.id() instanceof OutletId.Online(ChannelId channel) ? due(each, outlet, channel) : null;
            if (due != null) {
                out.add(due.at());
            }
        }
        return out;
    }

    /** Something was heard of a channel, or changed of it: those are told for whom it may be news. */
    List<Running> news(ChannelId channel) {
        var id = new OutletId.Online(channel);
        var out = new ArrayList<Running>();
        for (Running each : all) {
            Outlet outlet = each.release.outlet(id).orElse(null);
            if (outlet != null && (outlet.state() == OutletState.SUBMITTING || outlet.state() == OutletState.SUBMITTED)) {
                each.heardOf.add(id);
                out.add(each);
            }
        }
        return out;
    }

    private boolean reserved(Running asking, ChannelId channel, Instant now) {
        return all.stream().anyMatch(other -> other != asking && channels.reserves(other, channel, now));
    }

    /** Stores that the channel is being called; the call follows at its instant, or at once where that is past. */
    private void mark(Running each, Outlet outlet, ChannelId channel, Instant now) {
        each.calling.add(outlet.id());
        Instant planned = each.release.booked().at().minus(channels.lead(each, channel));
        Instant at = planned.isBefore(now) ? now : planned;
        each.change(release -> release.goes() && !release.isWithdrawn()
            ? release.one(outlet.id(), known -> known.equals(outlet) ? known.in(OutletState.SUBMITTING).called(at) : known) : release, () -> {
                each.calling.remove(outlet.id());
                if (each.release.outlet(outlet.id()).filter(known -> known.state() == OutletState.SUBMITTING).isPresent()) {
                    each.ours.add(outlet.id());
                }
            });
    }
}
