#include "adapters/codec/event_structures.hpp"

namespace makegood::codec {

void write(EventWriter& json, const Actor& actor) {
    json.field("name", actor.name);
    json.field("role", actor.role);
    json.field("in_name_of", actor.in_name_of);
}

Actor read(EventReader& fields, std::type_identity<Actor>) {
    return Actor{
        .name = fields.get<std::string>("name"),
        .role = fields.get<Role>("role"),
        .in_name_of = fields.get_optional<std::string>("in_name_of"),
    };
}

void write(EventWriter& json, const Saying& saying) {
    json.field("kind", saying.kind);
    json.field("channel", saying.channel);
    json.field("basis", saying.basis);
    json.field("currency", saying.currency);
    json.field("worth", saying.worth);
    json.field("lines", saying.lines);
    json.field("words", saying.words);
}

Saying read(EventReader& fields, std::type_identity<Saying>) {
    return Saying{
        .kind = fields.get<StatementKind>("kind"),
        .channel = fields.get<Channel>("channel"),
        .basis = fields.get<Basis>("basis"),
        .currency = fields.get_optional<std::string>("currency"),
        .worth = fields.get_optional<std::string>("worth"),
        .lines = fields.get<std::vector<Saying::OfLine>>("lines"),
        .words = fields.get_optional<Personal>("words"),
    };
}

void write(EventWriter& json, const Saying::OfLine& line) {
    json.field("line", line.line);
    json.field("worth", line.worth);
}

Saying::OfLine read(EventReader& fields, std::type_identity<Saying::OfLine>) {
    return Saying::OfLine{
        .line = fields.get<LineId>("line"),
        .worth = fields.get<std::string>("worth"),
    };
}

void write(EventWriter& json, const Contact& contact) {
    json.field("phone", contact.phone);
    json.field("email", contact.email);
    json.field("when", contact.when);
}

Contact read(EventReader& fields, std::type_identity<Contact>) {
    return Contact{
        .phone = fields.get_optional<Personal>("phone"),
        .email = fields.get_optional<Personal>("email"),
        .when = fields.get_optional<Personal>("when"),
    };
}

void write(EventWriter& json, const Routing& routing) {
    json.field("rule_set", routing.rule_set);
    json.field("priority", routing.priority);
    json.field("flags", routing.flags);
    json.field("notices", routing.notices);
    json.field("tasks", routing.tasks);
    json.field("countersignature", routing.countersignature);
    json.field("dues", routing.dues);
    if (!routing.rule_set_hash.empty()) json.field("rule_set_hash", routing.rule_set_hash);
    if (!routing.owners.empty()) json.field("owners", routing.owners);
    if (!routing.hints.empty()) json.field("hints", routing.hints);
}

Routing read(EventReader& fields, std::type_identity<Routing>) {
    return Routing{
        .rule_set = fields.get<std::string>("rule_set"),
        .priority = fields.get<Priority>("priority"),
        .flags = fields.get<std::vector<std::string>>("flags"),
        .notices = fields.get<std::vector<std::string>>("notices"),
        .tasks = fields.get<std::vector<std::string>>("tasks"),
        .countersignature = fields.get<bool>("countersignature"),
        .dues = fields.get<Dues>("dues"),
        .rule_set_hash = fields.get_optional<std::string>("rule_set_hash").value_or(std::string{}),
        .owners = fields.get_optional<std::vector<std::string>>("owners").value_or(std::vector<std::string>{}),
        .hints = fields.get_optional<std::vector<std::string>>("hints").value_or(std::vector<std::string>{}),
    };
}

void write(EventWriter& json, const Due& due) {
    json.field("promise", due.promise);
    json.field("target", due.target);
}

Due read(EventReader& fields, std::type_identity<Due>) {
    return Due{
        .promise = fields.get<Instant>("promise"),
        .target = fields.get<Instant>("target"),
    };
}

void write(EventWriter& json, const Cause& cause) {
    json.field("owner", cause.owner);
    json.field("explanation", cause.explanation);
    json.field("fix_for_customer", cause.fix_for_customer);
    json.field("fix_for_good", cause.fix_for_good);
}

Cause read(EventReader& fields, std::type_identity<Cause>) {
    return Cause{
        .owner = fields.get<TeamName>("owner"),
        .explanation = fields.get<std::string>("explanation"),
        .fix_for_customer = fields.get_optional<std::string>("fix_for_customer"),
        .fix_for_good = fields.get_optional<std::string>("fix_for_good"),
    };
}

}  // namespace makegood::codec
