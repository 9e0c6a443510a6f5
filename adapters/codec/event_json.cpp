#include "adapters/codec/event_json.hpp"

#include <array>
#include <utility>
#include <variant>

#include "adapters/codec/event_structures.hpp"
#include "adapters/codec/event_upcasters.hpp"

namespace makegood::codec {

namespace {

template <class Payload>
Event read_as(EventReader& fields) {
    return read(fields, std::type_identity<Payload>{});
}

/// The types of events in the order of the variant, under the names that the engine gives them.
constexpr std::size_t type_count = std::variant_size_v<Event>;
const std::array<std::string_view, type_count> type_names = [] {
    std::array<std::string_view, type_count> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = event_type(i);
    return names;
}();
using ReadPayload = Event (*)(EventReader&);
constexpr auto payload_readers = []<std::size_t... index>(std::index_sequence<index...>) {
    return std::array<ReadPayload, type_count>{read_as<std::variant_alternative_t<index, Event>>...};
}
(std::make_index_sequence<type_count>{});

constexpr std::size_t event_bytes_usual = 2048;

/// An envelope, and of its event the type and the schema version.
struct Head {
    Envelope envelope;
    std::size_t type = 0;
    int schema = 0;
};

Head read_head(EventReader& fields) {
    Head head;
    Envelope& envelope = head.envelope;
    envelope.journal = fields.get<Uuid>("journal");
    envelope.sequence = fields.get<std::uint64_t>("sequence");
    envelope.stream = fields.get<std::string>("stream");
    envelope.version = fields.get<std::uint64_t>("version");
    head.type = fields.object().one_of("type", type_names);
    head.schema = static_cast<int>(fields.object().integer("schema", {1, std::numeric_limits<int>::max()}));
    envelope.actor = fields.get<Actor>("actor");
    envelope.at = fields.get<Instant>("at");
    return head;
}

Finding unknown_schema(std::string_view type, int schema) {
    return {"/schema", "schema version " + std::to_string(schema) + " of " + std::string(type),
            "one that this program knows, up to " + std::to_string(event_schema_version)};
}

Event read_payload(JsonValue payload, std::size_t type, EventScope& scope) {
    EventReader fields(payload.object(), scope);
    Event event = payload_readers[type](fields);
    fields.finish();
    return event;
}

/// The payload of an older program's event, lifted to what this one writes.
Result<Event, Finding> read_older(JsonValue payload, const Head& head, EventScope& scope) {
    const std::string_view type = type_names[head.type];
    const auto lifted = lift(type, head.schema, event_schema_version, payload.json());
    if (!lifted) return Failure{unknown_schema(type, head.schema)};
    Faults faults;
    const auto document = JsonDocument::parse(*lifted);
    invariant(document.has_value(), "an upcaster gives JSON");
    Event event = read_payload(document->root(faults), head.type, scope);
    if (!faults.empty()) return Failure{faults.front()};
    return event;
}

Result<Decoded, Finding> decode(const JsonDocument& document, Sealer& sealer, Depth depth) {
    Faults faults;
    EventScope scope{sealer, depth};
    EventReader fields(document.object(faults), scope);
    Head head = read_head(fields);
    const JsonValue payload = fields.object().value("payload");
    fields.finish();
    if (!faults.empty()) return Failure{faults.front()};
    if (head.schema > event_schema_version) return Failure{unknown_schema(type_names[head.type], head.schema)};
    if (head.schema < event_schema_version) {
        auto event = read_older(payload, head, scope);
        if (!event) return Failure{std::move(event).error()};
        return Decoded{std::move(head.envelope), std::move(event).value()};
    }
    Event event = read_payload(payload, head.type, scope);
    if (!faults.empty()) return Failure{faults.front()};
    return Decoded{std::move(head.envelope), std::move(event)};
}

/// The id of the customer whom an invoice-recorded event names, without opening anything.
Result<std::string, Finding> customer_of(const JsonDocument& document) {
    Faults faults;
    ObjectReader event = document.object(faults);
    const std::array first_type = {type_names[0]};
    (void)event.one_of("type", first_type);
    ObjectReader buyer = event.object("payload").object("invoice").object("customer");
    std::string customer(buyer.text("id", {0, std::numeric_limits<std::uint32_t>::max()}, Controls::any));
    if (!faults.empty()) return Failure{faults.front()};
    return customer;
}

}  // namespace

std::string encode_event(const Envelope& envelope, const Event& event, Sealer& sealer) {
    std::string bytes;
    bytes.reserve(event_bytes_usual);
    EventWriter json(bytes, sealer);
    json.object([&] {
        json.field("journal", envelope.journal);
        json.field("sequence", envelope.sequence);
        json.field("stream", envelope.stream);
        json.field("version", envelope.version);
        json.field("type", type_of(event));
        json.number("schema", event_schema_version);
        json.field("actor", envelope.actor);
        json.field("at", envelope.at);
        json.object("payload", [&] { std::visit([&](const auto& payload) { write(json, payload); }, event); });
    });
    return bytes;
}

Result<Decoded, Finding> decode_event(std::string_view bytes, Sealer& sealer, Depth depth) {
    const auto document = JsonDocument::parse(bytes);
    if (!document) return Failure{document.error()};
    return decode(*document, sealer, depth);
}

Result<Decoded, Finding> decode_first_event(std::string_view bytes, const SealerOf& sealer_of) {
    const auto document = JsonDocument::parse(bytes);
    if (!document) return Failure{document.error()};
    const auto customer = customer_of(*document);
    if (!customer) return Failure{customer.error()};
    return decode(*document, sealer_of(*customer), Depth::everything);
}

}  // namespace makegood::codec
