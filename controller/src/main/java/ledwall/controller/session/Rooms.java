package ledwall.controller.session;

import ledwall.controller.asrun.Ledger;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.emergency.Stops;
import ledwall.controller.health.AgentLogs;
import ledwall.controller.health.Board;
import ledwall.controller.health.Snapshots;
import ledwall.controller.release.walls.Walls;
import ledwall.controller.rollout.Rollouts;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.ScreenStore;
import ledwall.controller.transfer.Transfers;

/** The parts of the house that sessions talk to. */
public record Rooms(TimelineClock clock, ScreenStore screens, Enrolments enrolments, Board board, Stops stops, Walls releases,
                    Rollouts rollouts, Ledger ledger, Transfers transfers, Snapshots snapshots, AgentLogs logs, Commands commands) {}
