#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "adapters/codec/event_json.hpp"
#include "adapters/codec/event_words.hpp"
#include "adapters/codec/json_reader.hpp"

namespace makegood::codec {

/// What the fields of one event share. The journal has no limits of its own: what was accepted once is read back.
struct EventScope {
    Sealer& sealer;
    Depth depth = Depth::everything;
    /// Of every amount; before the payload has named it, a stand-in.
    Currency currency = *Currency::find("EUR");
};

/// Reads what EventWriter wrote, and nothing else: another spelling of the same value is a finding. A structure is read
/// by a function `Structure read(EventReader&, std::type_identity<Structure>)`. After a finding, what is returned is
/// good for going on only.
class EventReader {
  public:
    EventReader(ObjectReader object, EventScope& scope) : object_(std::move(object)), scope_(scope) {}

    /// The field "currency", which holds for every amount after it.
    void currency();

    template <class Value>
    [[nodiscard]] Value get(std::string_view name) {
        JsonValue value = object_.value(name);
        return from(value, std::type_identity<Value>{});
    }
    template <class Value>
    [[nodiscard]] std::optional<Value> get_optional(std::string_view name) {
        auto value = object_.optional_value(name);
        if (!value) return std::nullopt;
        return from(*value, std::type_identity<Value>{});
    }
    [[nodiscard]] bool has(std::string_view name) { return object_.optional_value(name).has_value(); }
    [[nodiscard]] ObjectReader& object() { return object_; }
    [[nodiscard]] EventScope& scope() { return scope_; }
    void finish() { object_.finish(); }

  private:
    template <class Value>
    using As = std::type_identity<Value>;

    static std::optional<std::string_view> text_of(JsonValue& value);
    bool from(JsonValue& value, As<bool>) { return value.flag(); }
    std::string from(JsonValue& value, As<std::string>) { return std::string(text_of(value).value_or("")); }
    std::int64_t from(JsonValue& value, As<std::int64_t>);
    std::uint64_t from(JsonValue& value, As<std::uint64_t>);
    Date from(JsonValue& value, As<Date>);
    Instant from(JsonValue& value, As<Instant>);
    Decimal from(JsonValue& value, As<Decimal>);
    Money from(JsonValue& value, As<Money>);
    Uuid from(JsonValue& value, As<Uuid>);
    Personal from(JsonValue& value, As<Personal>);
    Dues from(JsonValue& value, As<Dues>);
    template <class Tag>
    Id<Tag> from(JsonValue& value, As<Id<Tag>>) {
        return Id<Tag>(from(value, As<Uuid>{}));
    }
    template <class Tag>
    Name<Tag> from(JsonValue& value, As<Name<Tag>>) {
        return Name<Tag>(from(value, As<std::string>{}));
    }
    template <Worded Enum>
    Enum from(JsonValue& value, As<Enum>) {
        return static_cast<Enum>(value.one_of(words_of<Enum>()));
    }
    template <class Value>
    std::vector<Value> from(JsonValue& value, As<std::vector<Value>>) {
        const ArrayReader items = value.array({0, std::numeric_limits<std::uint32_t>::max()});
        std::vector<Value> values;
        values.reserve(items.size());
        for (JsonValue item : items) values.push_back(from(item, As<Value>{}));
        return values;
    }
    template <class Structure>
    requires requires(EventReader& event) { read(event, std::type_identity<Structure>{}); }
    Structure from(JsonValue& value, As<Structure> structure) {
        EventReader fields(value.object(), scope_);
        Structure result = read(fields, structure);
        fields.finish();
        return result;
    }

    ObjectReader object_;
    EventScope& scope_;
};

}  // namespace makegood::codec
