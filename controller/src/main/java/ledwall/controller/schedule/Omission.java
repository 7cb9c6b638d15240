package ledwall.controller.schedule;

/** Something that the schedule wants and the timelines do not have: a stable code, the cause and the next step, for people. */
public record Omission(String code, String cause, String advice) {}
