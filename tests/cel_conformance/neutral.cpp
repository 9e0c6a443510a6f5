#include "tests/cel_conformance/neutral.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "adapters/cel/scalars.hpp"

namespace makegood::conformance {

namespace {

using cel::Type;
using cel::TypeKind;
using cel::Value;
using cel::ValueKind;

constexpr std::pair<const char*, TypeKind> plain_types[] = {
    {"dyn", TypeKind::dyn},
    {"null", TypeKind::null},
    {"bool", TypeKind::boolean},
    {"int", TypeKind::int64},
    {"uint", TypeKind::uint64},
    {"double", TypeKind::float64},
    {"string", TypeKind::string},
    {"bytes", TypeKind::bytes},
    {"timestamp", TypeKind::timestamp},
    {"duration", TypeKind::duration},
    {"list", TypeKind::list},
    {"map", TypeKind::map},
    {"optional_type", TypeKind::optional},
    {"type", TypeKind::type},
};

class Nameless final : public cel::OpaqueType {
  public:
    using OpaqueType::OpaqueType;
    [[nodiscard]] Value equal(const Value&, const Value&, cel::Arena&) const override { return Value::of(false); }
    [[nodiscard]] std::string to_text(const Value&) const override { return name(); }
};

template <class Number>
Number number_from(const std::string& text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || stop != end) throw std::runtime_error("no number: " + text);
    return number;
}

double double_from(const std::string& text) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    return number_from<double>(text[0] == '+' ? text.substr(1) : text);
}

std::string double_text(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    char digits[32];
    return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

template <class T>
T known(const std::optional<T>& parsed, const Json& neutral) {
    if (!parsed) throw std::runtime_error("not understood: " + neutral.dump());
    return *parsed;
}

Value list_from(const Json& items, cel::Arena& arena) {
    std::vector<Value> values;
    for (const Json& item : items) values.push_back(value_from(item, arena));
    return arena.list(values);
}

Value map_from(const Json& entries, cel::Arena& arena) {
    std::vector<cel::Map::Entry> values;
    for (const Json& entry : entries) values.push_back({value_from(entry[0], arena), value_from(entry[1], arena)});
    return arena.map(values);
}

Json neutral_list(const cel::List& list) {
    Json items = Json::array();
    for (const Value& item : list.items) items.push_back(neutral_value(item));
    return {{"list", std::move(items)}};
}

Json neutral_map(const cel::Map& map) {
    Json entries = Json::array();
    for (const cel::Map::Entry& entry : map.entries)
        entries.push_back({neutral_value(entry.key), neutral_value(entry.value)});
    return {{"map", std::move(entries)}};
}

/// Of a type as a value only its name counts: a list is a list, whatever it holds.
Json type_name(const Type& type) {
    if (type.kind() == TypeKind::null) return "null_type";
    return neutral_type(type)[0];
}

bool is_same_list(const Json& left, const Json& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), is_same);
}

bool has_entry(const Json& map, const Json& entry) {
    return std::any_of(map.begin(), map.end(), [&](const Json& other) { return is_same_list(entry, other); });
}

}  // namespace

const cel::OpaqueType& AbstractTypes::named(const std::string& name) {
    for (const auto& type : types_)
        if (type->name() == name) return *type;
    types_.push_back(std::make_unique<const Nameless>(name, static_cast<std::uint16_t>(types_.size() + 1)));
    return *types_.back();
}

Type type_from(const Json& neutral, AbstractTypes& abstract) {
    const std::string name = neutral.at(0);
    if (name == "parameter") return Type::parameter(neutral.at(1));
    std::vector<Type> parameters;
    for (std::size_t i = 1; i < neutral.size(); ++i) parameters.push_back(type_from(neutral[i], abstract));
    if (name == "list") return Type::list(parameters.at(0));
    if (name == "map") return Type::map(parameters.at(0), parameters.at(1));
    if (name == "optional_type") return Type::optional(parameters.at(0));
    for (const auto& [word, kind] : plain_types)
        if (name == word) return kind;
    return Type::opaque(abstract.named(name), std::move(parameters));
}

Json neutral_type(const Type& type) {
    Json words = Json::array();
    for (const auto& [word, kind] : plain_types)
        if (kind == type.kind()) words.push_back(word);
    if (words.empty()) words.push_back(type.kind() == TypeKind::opaque ? type.opaque().name() : type.to_text());
    for (const Type& parameter : type.parameters()) words.push_back(neutral_type(parameter));
    return words;
}

Value value_from(const Json& neutral, cel::Arena& arena) {
    const std::string kind = neutral.begin().key();
    const Json& held = neutral.begin().value();
    if (kind == "null") return Value::null();
    if (kind == "bool") return Value::of(held.get<bool>());
    if (kind == "int") return Value::of(number_from<std::int64_t>(held));
    if (kind == "uint") return Value::of(number_from<std::uint64_t>(held));
    if (kind == "double") return Value::of(double_from(held));
    if (kind == "string") return arena.string(held.get<std::string>());
    if (kind == "bytes") return Value::bytes(arena.copy(known(cel_json::decode_base64(held.get<std::string>()), held)));
    if (kind == "duration") return Value::duration(known(cel_json::parse_duration(held.get<std::string>()), held));
    if (kind == "timestamp") {
        const cel_json::Moment moment = known(cel_json::parse_timestamp(held.get<std::string>()), held);
        return Value::timestamp(moment.seconds, moment.nanoseconds);
    }
    if (kind == "list") return list_from(held, arena);
    if (kind == "map") return map_from(held, arena);
    throw std::runtime_error("no value can be made of " + neutral.dump());
}

Json neutral_value(const Value& value) {
    switch (value.kind) {
        case ValueKind::error: return {{"error", value.fault->words}};
        case ValueKind::absent: return {{"absent", nullptr}};
        case ValueKind::null: return {{"null", nullptr}};
        case ValueKind::boolean: return {{"bool", value.boolean}};
        case ValueKind::int64: return {{"int", std::to_string(value.int64)}};
        case ValueKind::uint64: return {{"uint", std::to_string(value.uint64)}};
        case ValueKind::float64: return {{"double", double_text(value.float64)}};
        case ValueKind::string: return {{"string", value.view()}};
        case ValueKind::bytes: return {{"bytes", cel_json::encode_base64(value.view())}};
        case ValueKind::timestamp: return {{"timestamp", cel_json::to_text({value.int64, value.size})}};
        case ValueKind::duration: return {{"duration", cel_json::duration_text(value.int64)}};
        case ValueKind::list: return neutral_list(*value.list);
        case ValueKind::map: return neutral_map(*value.map);
        case ValueKind::object: return {{"object", value.object->type->name()}};
        case ValueKind::optional: return {{"optional", value.held ? neutral_value(*value.held) : Json("none")}};
        case ValueKind::type: return {{"type", type_name(*value.type)}};
        case ValueKind::opaque: return {{"opaque", value.tag}};
    }
    return {};
}

bool is_same(const Json& left, const Json& right) {
    const std::string kind = left.begin().key();
    if (kind != right.begin().key()) return false;
    const Json& one = left.begin().value();
    const Json& other = right.begin().value();
    if (kind == "list") return is_same_list(one, other);
    if (kind == "map")
        return one.size() == other.size() &&
               std::all_of(one.begin(), one.end(), [&](const Json& entry) { return has_entry(other, entry); });
    if (kind != "double") return one == other;
    const double a = double_from(one);
    const double b = double_from(other);
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace makegood::conformance
