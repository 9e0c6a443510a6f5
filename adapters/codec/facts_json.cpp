#include "adapters/codec/facts_json.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/codec/fact_order.hpp"
#include "engine/rules/money_type.hpp"

namespace makegood::codec {

namespace {

using cel::Value;
using cel::ValueKind;

constexpr std::size_t text_max = 10'000;
constexpr Integers any_integer{INT64_MIN, INT64_MAX};

Instant instant_of(const Value& timestamp) {
    return Instant(timestamp.int64 * 1000 + timestamp.size / 1'000'000);
}

void write_value(JsonWriter& json, FactKind kind, const Value& value) {
    if (value.kind == ValueKind::absent) {
        json.null();
        return;
    }
    switch (kind) {
        case FactKind::boolean: json.flag(value.boolean); return;
        case FactKind::integer: json.number(value.int64); return;
        case FactKind::fraction: json.fraction(value.float64); return;
        case FactKind::text: json.text(value.view()); return;
        case FactKind::texts:
            json.array_begin();
            for (const Value& item : value.list->items) json.text(item.view());
            json.array_end();
            return;
        case FactKind::date:
            json.text(to_text(Date::from_unix_days(static_cast<std::int32_t>(value.int64 / 86'400))));
            return;
        case FactKind::instant: json.text(to_text(instant_of(value))); return;
        case FactKind::money: json.text(money_type().to_text(value)); return;
    }
}

void write_group(JsonWriter& json, const FactTable::Group& group, std::span<const Value> values) {
    json.object_begin();
    for (std::size_t i = 0; i < group.count; ++i) {
        const Fact& fact = fact_table().facts()[group.first + i];
        if (values[i].is_error()) continue;
        json.key(fact.field);
        write_value(json, fact.kind, values[i]);
    }
    json.object_end();
}

/// A value of the fact's kind, or a finding.
class FactReading {
  public:
    FactReading(JsonValue value, cel::Arena& arena) : value_(value), arena_(arena) {}

    std::optional<Value> read(const Fact& fact) {
        if (value_.kind() == JsonKind::null && fact.is_optional) return Value::absent();
        switch (fact.kind) {
            case FactKind::boolean: return made(value_.try_flag(), [](bool flag) { return Value::of(flag); });
            case FactKind::integer:
                return made(value_.try_integer(any_integer), [](std::int64_t n) { return Value::of(n); });
            case FactKind::fraction: return read_fraction();
            case FactKind::text:
                return made(value_.try_text({0, text_max}), [&](auto text) { return arena_.string(text); });
            case FactKind::texts: return read_texts();
            case FactKind::date: return parsed(parse_date, "a day as in \"2026-01-31\"", date_value);
            case FactKind::instant:
                return parsed(parse_instant, "a time as in \"2026-01-31T08:00:00.000Z\"", instant_value);
            case FactKind::money:
                return parsed(parse_money_with_currency, "an amount with its currency, as in \"12.50 EUR\"",
                              [](const Money& money) { return to_value(money); });
        }
        return std::nullopt;
    }

  private:
    template <class Read, class Make>
    std::optional<Value> made(const std::optional<Read>& read, Make make) {
        return read ? std::optional<Value>(make(*read)) : std::nullopt;
    }

    template <class Parse, class Make>
    std::optional<Value> parsed(Parse parse, const char* expected, Make make) {
        const auto text = value_.try_text({1, text_max});
        if (!text) return std::nullopt;
        const auto read = parse(*text);
        if (!read) value_.fault(expected);
        return made(read, make);
    }

    std::optional<Value> read_fraction() {
        const bool is_number = value_.kind() == JsonKind::fraction || value_.kind() == JsonKind::integer;
        if (!is_number) {
            value_.fault("a number, as in 0.25");
            return std::nullopt;
        }
        const std::string digits = value_.json();
        double number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return Value::of(number);
    }

    std::optional<Value> read_texts() {
        std::vector<Value> items;
        for (JsonValue item : value_.array({0, text_max}))
            if (const auto text = item.try_text({0, text_max})) items.push_back(arena_.string(*text));
        return arena_.list(items);
    }

    JsonValue value_;
    cel::Arena& arena_;
};

/// Reads groups into a builder; `is_strict`: names that are not in the table are findings.
class FactsReading {
  public:
    FactsReading(FactSheetBuilder& builder, bool is_strict) : builder_(builder), is_strict_(is_strict) {}

    void read(const ObjectReader& object) {
        for (Member member : object.members()) {
            const std::size_t dot = member.name.find('.');
            if (member.name == "lines")
                read_lines(member.value);
            else if (dot != member.name.npos)
                read_fact(member.name.substr(0, dot), member.name.substr(dot + 1), member.value);
            else if (fact_table().find("", member.name))
                read_fact("", member.name, member.value);
            else
                read_group(member.name, member.value);
        }
    }

  private:
    void read_group(std::string_view group, JsonValue value) {
        const auto groups = fact_table().groups();
        const bool is_known = std::any_of(groups.begin(), groups.end(), [&](const auto& g) { return g.name == group; });
        if (!is_known) return unknown(value, "a group of facts: claim, lines, invoice, customer, history, …");
        const ObjectReader fields = value.object();
        for (Member member : fields.members()) read_fact(group, member.name, member.value);
    }

    void read_fact(std::string_view group, std::string_view field, JsonValue value) {
        const auto index = group == "lines" ? std::nullopt : order_.find(group, field);
        if (!index) return unknown(value, "a fact of the table in rules/README.md");
        if (const auto read = FactReading(value, builder_.arena()).read(fact_table().facts()[*index]))
            builder_.set(*index, *read);
    }

    void read_lines(JsonValue value) {
        builder_.replace_lines();
        const ArrayReader lines = value.array({0, fact_lines_max});
        if (lines.is_present()) builder_.has_lines();
        for (JsonValue line : lines) {
            builder_.begin_line();
            const ObjectReader fields = line.object();
            for (Member member : fields.members()) {
                const auto index = order_.find("lines", member.name);
                if (!index) {
                    unknown(member.value, "a fact of lines, of the table in rules/README.md");
                    continue;
                }
                if (const auto read = FactReading(member.value, builder_.arena()).read(fact_table().facts()[*index]))
                    builder_.set_in_line(*index, *read);
            }
        }
    }

    void unknown(JsonValue value, const char* expected) {
        if (is_strict_) value.fault("a name that no fact has", expected);
    }

    FactSheetBuilder& builder_;
    bool is_strict_;
    FactOrder order_;
};

}  // namespace

Value date_value(Date date) {
    constexpr std::int64_t day_s = 86'400;
    return Value::timestamp(date.unix_days() * day_s, 0);
}

Value instant_value(Instant instant) {
    const std::int64_t ms = instant.unix_ms();
    const std::int64_t seconds = ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
    return Value::timestamp(seconds, static_cast<std::uint32_t>(ms - seconds * 1000) * 1'000'000);
}

void write_facts(JsonWriter& json, const FactSheet& facts) {
    json.object_begin();
    const std::span<const FactTable::Group> groups = fact_table().groups();
    for (std::size_t slot = 0; slot < groups.size(); ++slot) {
        const FactTable::Group& group = groups[slot];
        const Value& value = facts.values()[slot];
        if (value.is_error()) continue;
        json.key(group.name);
        if (group.is_list) {
            json.array_begin();
            for (const Value& item : value.list->items) write_group(json, group, item.object->fields);
            json.array_end();
        } else if (group.type) {
            write_group(json, group, value.object->fields);
        } else {
            write_value(json, fact_table().facts()[group.first].kind, value);
        }
    }
    json.object_end();
}

std::shared_ptr<const FactSheet> read_recorded_facts(JsonValue recorded) {
    FactSheetBuilder builder;
    FactsReading(builder, false).read(recorded.object());
    return std::move(builder).finish(FactSheetBuilder::Unset::missing);
}

void add_facts(FactSheetBuilder& builder, ObjectReader& object) {
    FactsReading(builder, true).read(object);
}

}  // namespace makegood::codec
