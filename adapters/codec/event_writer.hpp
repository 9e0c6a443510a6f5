#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/codec/event_json.hpp"
#include "adapters/codec/event_words.hpp"
#include "adapters/codec/json_writer.hpp"

namespace makegood::codec {

/// Writes the values that events are made of, in their one form. A structure is written by a function
/// `void write(EventWriter&, const Structure&)`, which gives its fields; an optional field that is empty is left out.
///
/// What the reader could not read back breaks an invariant: amounts in a currency that the payload does not name, years
/// beyond 9999, decimals of more than 18 digits.
class EventWriter {
  public:
    EventWriter(std::string& out, Sealer& sealer) : json_(out), sealer_(sealer) {}

    /// The field "currency", which holds for every amount after it.
    void currency(Currency currency);

    /// The same for what `write` gives alone: afterwards the currency is what it was.
    template <class Write>
    void in_currency(Currency currency, Write write) {
        const auto around = currency_;
        this->currency(currency);
        write();
        currency_ = around;
    }

    template <class Value>
    void field(std::string_view name, const Value& value) {
        json_.key(name);
        put(value);
    }
    template <class Value>
    void field(std::string_view name, const std::optional<Value>& value) {
        if (value) field(name, *value);
    }

    template <class Write>
    void object(Write write_fields) {
        json_.object_begin();
        write_fields();
        json_.object_end();
    }
    template <class Write>
    void object(std::string_view name, Write write_fields) {
        json_.key(name);
        object(write_fields);
    }
    /// A field whose value has a form of its own: `write` gives one value to the JsonWriter.
    template <class Write>
    void part(std::string_view name, Write write) {
        json_.key(name);
        write(json_);
    }
    /// The schema version: the only bare number.
    void number(std::string_view name, int value) { json_.field(name, value); }

  private:
    void put(std::string_view text) { json_.text(text); }
    void put(const std::string& text) { json_.text(text); }
    void put(std::same_as<bool> auto flag) { json_.flag(flag); }
    void put(std::int64_t integer);
    void put(std::uint64_t integer);
    void put(Date date);
    void put(Instant instant);
    void put(const Decimal& decimal);
    void put(const Money& money);
    void put(const Uuid& uuid);
    void put(const Personal& personal);
    void put(const Dues& dues);
    template <class Tag>
    void put(const Id<Tag>& id) {
        put(id.uuid());
    }
    template <class Tag>
    void put(const Name<Tag>& name) {
        put(name.text());
    }
    template <Worded Enum>
    void put(Enum value) {
        put(word_of(value));
    }
    template <class Value>
    void put(const std::vector<Value>& values) {
        json_.array_begin();
        for (const Value& value : values) put(value);
        json_.array_end();
    }
    template <class Structure>
    requires requires(EventWriter& json, const Structure& value) { write(json, value); }
    void put(const Structure& value) {
        object([&] { write(*this, value); });
    }

    JsonWriter json_;
    Sealer& sealer_;
    std::optional<Currency> currency_;
};

}  // namespace makegood::codec
