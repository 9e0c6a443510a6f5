#include "adapters/cel/fact_schema.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "adapters/cel/type_words.hpp"
#include "adapters/codec/json_document.hpp"

namespace makegood::cel_json {

namespace {

using cel::ObjectType;
using cel::Type;
using codec::JsonKind;
using codec::JsonValue;

/// Of the language itself (langdef.md, Syntax): no variable may be called so.
constexpr std::array<std::string_view, 21> reserved_words = {
    "as",  "break", "const",     "continue", "else",    "false",  "for",  "function", "if",   "import", "in",
    "let", "loop",  "namespace", "null",     "package", "return", "true", "var",      "void", "while"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_identifier(std::string_view name) {
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

bool is_variable(std::string_view name) {
    return is_identifier(name) && std::find(reserved_words.begin(), reserved_words.end(), name) == reserved_words.end();
}

/// What the language takes between back-quotes.
bool is_field(std::string_view name) {
    constexpr std::string_view signs = "-./ ";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return is_letter(c) || is_digit(c) || signs.find(c) != std::string_view::npos;
    });
}

struct Entry {
    std::string name;
    Type type;
    bool is_optional = false;
};

class SchemaReader {
  public:
    explicit SchemaReader(std::span<const HostType> hosts) : hosts_(hosts) {}

    /// `path` is the object's name, for people: "customer.address"; "" for the variables themselves.
    std::vector<Entry> entries(const codec::ObjectReader& names, const std::string& path) {
        std::vector<Entry> read;
        for (auto [name, value] : names.members()) {
            const bool is_optional = name.ends_with('?');
            const std::string bare(is_optional ? name.substr(0, name.size() - 1) : name);
            const bool is_twice = std::any_of(read.begin(), read.end(), [&](const Entry& e) { return e.name == bare; });
            if (is_twice) {
                value.fault("the name \"" + bare + "\" with and without \"?\"", "each name once");
                continue;
            }
            if (path.empty() && !is_variable(bare))
                value.fault("the name \"" + bare + "\"", "letters, digits and _, no digit first, no reserved word");
            else if (!is_field(bare))
                value.fault("the name \"" + bare + "\"", "letters, digits, _, -, ., / and spaces");
            read.push_back({bare, type(value, path.empty() ? bare : path + "." + bare), is_optional});
        }
        return read;
    }

  private:
    Type type(JsonValue& value, const std::string& path) {
        switch (value.kind()) {
            case JsonKind::text: return words(value);
            case JsonKind::object: return object(value, path);
            case JsonKind::array: return list(value, path);
            default: value.fault(expected_type(hosts_)); return {};
        }
    }

    Type words(JsonValue& value) {
        const auto text = value.try_text({0, 1000}, codec::Controls::none);
        if (!text) return {};
        const std::optional<Type> type = parse_type(*text, hosts_);
        if (!type) value.fault(expected_type(hosts_));
        return type.value_or(Type());
    }

    Type object(JsonValue& value, const std::string& path) {
        std::vector<ObjectType::Field> fields;
        for (Entry& entry : entries(value.object(), path))
            fields.push_back({std::move(entry.name), std::move(entry.type), entry.is_optional});
        if (fields.empty()) value.fault("an object without fields", "at least one field");
        return Type::object(std::make_shared<const ObjectType>(path, std::move(fields)));
    }

    Type list(JsonValue& value, const std::string& path) {
        Type element;
        for (JsonValue only : value.array({1, 1})) element = type(only, path + "[]");
        return Type::list(std::move(element));
    }

    std::span<const HostType> hosts_;
};

}  // namespace

FactSchema read_schema(const codec::ObjectReader& names, std::vector<HostType> hosts) {
    FactSchema facts;
    facts.hosts = std::move(hosts);
    for (const HostType& host : facts.hosts) facts.schema.add(*host.type);
    for (Entry& entry : SchemaReader(facts.hosts).entries(names, "")) {
        facts.schema.declare(std::move(entry.name), std::move(entry.type));
        facts.is_optional.push_back(entry.is_optional);
    }
    return facts;
}

Result<FactSchema, Findings> read_schema(std::string_view json, std::vector<HostType> hosts) {
    auto document = codec::JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    codec::Faults faults;
    FactSchema facts = read_schema(document->object(faults), std::move(hosts));
    if (!faults.empty()) return Failure{std::move(faults)};
    return facts;
}

}  // namespace makegood::cel_json
