package ledwall.controller;

/** Everything that can happen to a fleet in a storm: what breaks, and what people do meanwhile. Each that struck leaves the mark {@code "strike <name>"}. */
enum Fault {
    KILL_CONTROLLER, POWER_CONTROLLER, KILL_CONTROLLER_WRITING, END_CONTROLLER, PAUSE_CONTROLLER,
    KILL_AGENT, POWER_AGENT, KILL_AGENT_WRITING, END_AGENT, PAUSE_AGENT,
    KILL_PLAYER, FREEZE_PLAYER, SLOW_PLAYER, BREAK_FILE,
    /** The one that is not seen, which nobody is to notice. */
    KILL_SPARE,
    /** Nothing passes, either way. */
    PARTITION,
    /** The way to the wall is closed, the way back is free: what it says arrives, what it is told is lost. */
    BLOCK_DOWN,
    BLOCK_UP,
    /** Bytes to the wall stand still until its controller's buffers are full. */
    CLOG_DOWN,
    CLOG_UP,
    /** Today's connections are half-open for ever. */
    BLACK_HOLE,
    RESET, LATENCY, THIN_LINE,
    /** Reading and writing fail. */
    AGENT_DISK_FAILS, CONTROLLER_DISK_FAILS,
    /** Nothing more can be written. */
    AGENT_DISK_FULL, CONTROLLER_DISK_FULL,
    /** A bit flips at rest. */
    FLIP_MEDIA, FLIP_SHELF, FLIP_AS_RUN, FLIP_NOTES,
    STEP_AGENT_CLOCK, DRIFT_AGENT, STEP_CONTROLLER_CLOCK, DRIFT_CONTROLLER,
    DATABASE_LOCKED, DATABASE_FAILS,
    UPLOAD, UPLOAD_SPOILT, EDIT_LOOP, APPLY_NOW, OPEN_WINDOW, DELETE_RULE, QUIET_HOURS, LOOK_AT_WALL, RESTART_PLAYER,
    ADD_SCREEN, RETIRE_SCREEN, REGROUP_SCREEN, RESIZE_SCREEN,
    STOP_WALL, STOP_ALL, RESUME_WALL, RESUME_ALL,
    /** By whoever stands before it, without any network. */
    STOP_AT_THE_WALL,
    /** A latch that cannot be read is a stop. */
    FLIP_LATCH,
    /** At the agents' port: some who say nothing and hold their places, some who take for ever to greet. */
    IDLE_STRANGERS, SLOW_STRANGERS;

    String mark() {
        return "strike " + this;
    }
}
