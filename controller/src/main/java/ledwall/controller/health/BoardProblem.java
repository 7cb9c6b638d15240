package ledwall.controller.health;

import java.time.Instant;

/** Something wrong with one screen: {@code code} is stable; {@code cause} and {@code advice} are for people. */
public record BoardProblem(String code, Instant since, String cause, String advice) {}
