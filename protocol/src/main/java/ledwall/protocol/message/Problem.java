package ledwall.protocol.message;

import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Something that a technician should know; {@code code} is stable, {@code detail} is for people. */
public record Problem(String code, long sinceNanos, String detail) {
    static void write(JsonWriter out, Problem problem) {
        out.field("code", problem.code()).field("sinceNanos", problem.sinceNanos()).field("detail", problem.detail());
    }

    static Problem read(JsonObject in) {
        return new Problem(in.text("code"), in.number("sinceNanos"), in.text("detail"));
    }
}
