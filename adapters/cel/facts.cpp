#include "adapters/cel/facts.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "adapters/cel/scalars.hpp"
#include "adapters/codec/json_document.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::cel_json {

namespace {

using cel::Type;
using cel::TypeKind;
using cel::Value;
using codec::JsonKind;
using codec::JsonValue;

constexpr codec::Items any_count = {0, std::numeric_limits<std::size_t>::max()};

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || stop != end) return std::nullopt;
    return number;
}

/// Only as the number is written back: "7", not "07" or "+7", so that no two names are one key.
template <class Number>
std::optional<Number> parse_key(std::string_view text) {
    const std::optional<Number> number = parse_number<Number>(text);
    return number && std::to_string(*number) == text ? number : std::nullopt;
}

class Binder {
  public:
    Binder(std::span<const HostType> hosts, cel::Arena& arena) : hosts_(hosts), arena_(arena) {}

    /// A default, after a finding, when the value is not of the type.
    Value bind(JsonValue value, const Type& type) {
        switch (type.kind()) {
            case TypeKind::dyn: return dynamic(value);
            case TypeKind::boolean: return Value::of(value.flag());
            case TypeKind::int64: return whole(value);
            case TypeKind::uint64: return natural(value);
            case TypeKind::float64: return real(value);
            case TypeKind::string: return string(value);
            case TypeKind::bytes: return bytes(value);
            case TypeKind::timestamp: return timestamp(value);
            case TypeKind::duration: return duration(value);
            case TypeKind::list: return list(value, type.parameters()[0]);
            case TypeKind::map: return map(value, type.parameters()[0], type.parameters()[1]);
            case TypeKind::object: return object(value, type.object());
            case TypeKind::opaque: return opaque(value, type.opaque());
            case TypeKind::null:
            case TypeKind::type:
            case TypeKind::optional:
            case TypeKind::parameter: break;
        }
        invariant(false, "read_schema declares only types that a document can hold");
        return {};
    }

    Value bind_field(codec::ObjectReader& object, std::string_view name, const Type& type, bool is_optional) {
        if (!is_optional) return bind(object.value(name), type);
        const std::optional<JsonValue> value = object.optional_value(name);
        return value ? bind(*value, type) : Value::absent();
    }

  private:
    template <class Read>
    Value scalar(JsonValue& value, Read read, const char* expected) {
        std::optional<Value> bound;
        if (value.is_present()) bound = read();
        if (!bound) value.fault(expected);
        return bound.value_or(Value());
    }

    Value whole(JsonValue& value) {
        return scalar(
            value,
            [&]() -> std::optional<Value> {
                if (value.kind() != JsonKind::integer) return std::nullopt;
                return Value::of(value.integer(
                    {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}));
            },
            "a whole number from -2^63 to 2^63 - 1, without point or exponent");
    }

    Value natural(JsonValue& value) {
        return scalar(
            value,
            [&]() -> std::optional<Value> {
                if (value.kind() != JsonKind::integer && value.kind() != JsonKind::large) return std::nullopt;
                const std::optional<std::uint64_t> number = parse_number<std::uint64_t>(value.json());
                return number ? std::optional(Value::of(*number)) : std::nullopt;
            },
            "a whole number from 0 to 2^64 - 1, without point or exponent");
    }

    Value real(JsonValue& value) {
        return scalar(
            value,
            [&]() -> std::optional<Value> {
                const JsonKind kind = value.kind();
                if (kind != JsonKind::integer && kind != JsonKind::large && kind != JsonKind::fraction)
                    return std::nullopt;
                const std::optional<double> number = parse_number<double>(value.json());
                return number ? std::optional(Value::of(*number)) : std::nullopt;
            },
            "a number");
    }

    std::string_view text(JsonValue& value) {
        return value.text({0, std::numeric_limits<std::size_t>::max()}, codec::Controls::any);
    }

    Value string(JsonValue& value) { return arena_.string(text(value)); }

    /// What is written in a text of its own syntax.
    template <class Parse>
    Value written(JsonValue& value, Parse parse, const char* expected) {
        return scalar(
            value,
            [&]() -> std::optional<Value> {
                return value.kind() == JsonKind::text ? parse(text(value)) : std::nullopt;
            },
            expected);
    }

    Value bytes(JsonValue& value) {
        const auto parse = [&](std::string_view words) -> std::optional<Value> {
            const std::optional<std::string> decoded = decode_base64(words);
            return decoded ? std::optional(Value::bytes(arena_.copy(*decoded))) : std::nullopt;
        };
        return written(value, parse, "bytes in base64 with padding, as in \"TWFrZQ==\"");
    }

    Value timestamp(JsonValue& value) {
        const auto parse = [](std::string_view words) -> std::optional<Value> {
            const std::optional<Moment> moment = parse_timestamp(words);
            return moment ? std::optional(Value::timestamp(moment->seconds, moment->nanoseconds)) : std::nullopt;
        };
        return written(value, parse, "a time in RFC 3339, as in \"2026-03-29T01:00:00Z\"");
    }

    Value duration(JsonValue& value) {
        const auto parse = [](std::string_view words) -> std::optional<Value> {
            const std::optional<std::int64_t> nanoseconds = parse_duration(words);
            return nanoseconds ? std::optional(Value::duration(*nanoseconds)) : std::nullopt;
        };
        return written(value, parse, "seconds, as in \"3.5s\"");
    }

    Value list(JsonValue& value, const Type& element) {
        std::vector<Value> items;
        for (const JsonValue& item : value.array(any_count)) items.push_back(bind(item, element));
        return arena_.list(items);
    }

    Value map(JsonValue& value, const Type& key, const Type& held) {
        std::vector<cel::Map::Entry> entries;
        for (auto [name, member] : value.object().members()) {
            const std::optional<Value> bound = bind_key(name, key.kind());
            if (!bound)
                member.fault("the name \"" + std::string(name) + "\"", "a name that is a key: " + key.to_text());
            entries.push_back({bound.value_or(Value()), bind(member, held)});
            if (!bound) entries.pop_back();
        }
        return arena_.map(entries);
    }

    std::optional<Value> bind_key(std::string_view name, TypeKind kind) {
        const auto of = [](const auto& number) { return number ? std::optional(Value::of(*number)) : std::nullopt; };
        switch (kind) {
            case TypeKind::int64: return of(parse_key<std::int64_t>(name));
            case TypeKind::uint64: return of(parse_key<std::uint64_t>(name));
            case TypeKind::boolean:
                return name == "true" || name == "false" ? std::optional(Value::of(name == "true")) : std::nullopt;
            default: return arena_.string(name);
        }
    }

    Value object(JsonValue& value, const cel::ObjectType& type) {
        codec::ObjectReader reader = value.object();
        const std::span<Value> fields = arena_.array<Value>(type.fields().size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const cel::ObjectType::Field& field = type.fields()[i];
            fields[i] = bind_field(reader, field.name, field.type, field.is_optional);
        }
        reader.finish();
        return Value::of(arena_.keep(cel::Object{&type, fields}));
    }

    Value opaque(JsonValue& value, const cel::OpaqueType& type) {
        for (const HostType& host : hosts_)
            if (host.type == &type) return host.read(value, arena_).value_or(Value());
        invariant(false, "a schema names only types of its hosts");
        return {};
    }

    Value dynamic(JsonValue& value) {
        if (!value.is_present()) {
            value.fault("a value");
            return {};
        }
        switch (value.kind()) {
            case JsonKind::null: return Value::null();
            case JsonKind::flag: return bind(value, TypeKind::boolean);
            case JsonKind::integer: return bind(value, TypeKind::int64);
            case JsonKind::large: return bind(value, TypeKind::uint64);
            case JsonKind::fraction: return bind(value, TypeKind::float64);
            case JsonKind::text: return bind(value, TypeKind::string);
            case JsonKind::array: return list(value, TypeKind::dyn);
            case JsonKind::object: return map(value, TypeKind::string, TypeKind::dyn);
        }
        return {};
    }

    std::span<const HostType> hosts_;
    cel::Arena& arena_;
};

}  // namespace

std::vector<Value> bind_facts(const FactSchema& facts, codec::ObjectReader document, cel::Arena& arena) {
    Binder binder(facts.hosts, arena);
    const auto& variables = facts.schema.variables();
    std::vector<Value> values;
    values.reserve(variables.size());
    for (std::size_t i = 0; i < variables.size(); ++i)
        values.push_back(binder.bind_field(document, variables[i].name, variables[i].type, facts.is_optional[i]));
    document.finish();
    return values;
}

Result<std::vector<Value>, Findings> bind_facts(const FactSchema& facts, std::string_view json, cel::Arena& arena) {
    auto document = codec::JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    codec::Faults faults;
    std::vector<Value> values = bind_facts(facts, document->object(faults), arena);
    if (!faults.empty()) return Failure{std::move(faults)};
    return values;
}

}  // namespace makegood::cel_json
