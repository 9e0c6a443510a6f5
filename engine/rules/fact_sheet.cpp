#include "engine/rules/fact_sheet.hpp"

#include <array>
#include <charconv>

#include "engine/rules/money_type.hpp"

namespace makegood {

namespace {

using cel::Value;
using cel::ValueKind;

constexpr cel::Fault not_recorded{"this fact was not recorded when the claim was routed"};

/// A null stands for what nobody has set: no fact is null.
Value unset() {
    return Value::null();
}

Value copy_of(std::span<const Value> fields, const cel::ObjectType& type, cel::Arena& arena) {
    const std::span<Value> kept = arena.array<Value>(fields.size());
    std::copy(fields.begin(), fields.end(), kept.begin());
    return Value::of(arena.keep(cel::Object{&type, kept}));
}

}  // namespace

std::shared_ptr<const FactSheet> FactSheet::of(RuleFacts facts) {
    const std::shared_ptr<FactSheet> sheet(new FactSheet);
    sheet->facts_ = std::make_unique<const RuleFacts>(std::move(facts));
    sheet->values_ = bind(*sheet->facts_, sheet->arena_);
    return sheet;
}

const Value& FactSheet::at(FactIndex fact) const {
    const auto groups = fact_table().groups();
    std::size_t slot = 0;
    while (fact >= groups[slot].first + groups[slot].count) ++slot;
    if (groups[slot].is_list || groups[slot].type == nullptr) return values_[slot];
    return values_[slot].object->fields[fact - groups[slot].first];
}

FactSheetBuilder::FactSheetBuilder()
    : sheet_(new FactSheet),
      single_(fact_table().facts().size(), unset()),
      pattern_(fact_table().groups()[1].count, unset()) {}

void FactSheetBuilder::set(FactIndex fact, Value value) {
    single_[fact] = value;
}

void FactSheetBuilder::begin_line() {
    lines_.push_back(pattern_);
    has_lines_ = true;
}

void FactSheetBuilder::replace_lines() {
    if (!lines_.empty()) pattern_ = lines_.front();
    lines_.clear();
}

void FactSheetBuilder::set_in_line(FactIndex fact, Value value) {
    lines_.back()[fact - fact_table().groups()[1].first] = value;
}

void FactSheetBuilder::settle(std::span<Value> values, FactIndex first, Unset unset_means) {
    const std::span<const Fact> facts = fact_table().facts();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].kind != ValueKind::null) continue;
        if (unset_means == Unset::absent && facts[first + i].is_optional) {
            values[i] = Value::absent();
        } else {
            values[i] = Value::error(not_recorded);
            sheet_->missing_.set(first + i);
        }
    }
}

std::shared_ptr<const FactSheet> FactSheetBuilder::finish(Unset unset_means) && {
    cel::Arena& arena = sheet_->arena_;
    const std::span<const FactTable::Group> groups = fact_table().groups();
    const std::span<Value> values = arena.array<Value>(groups.size());
    for (std::size_t slot = 0; slot < groups.size(); ++slot) {
        const FactTable::Group& group = groups[slot];
        if (group.is_list) {
            std::vector<Value> items;
            for (std::vector<Value>& line : lines_) {
                settle(line, group.first, unset_means);
                items.push_back(copy_of(line, *group.type, arena));
            }
            if (!has_lines_)
                for (std::size_t i = 0; i < group.count; ++i) sheet_->missing_.set(group.first + i);
            values[slot] = has_lines_ ? arena.list(items) : Value::error(not_recorded);
            continue;
        }
        const std::span<Value> fields = std::span(single_).subspan(group.first, group.count);
        settle(fields, group.first, unset_means);
        values[slot] = group.type ? copy_of(fields, *group.type, arena) : fields.front();
    }
    sheet_->values_ = values;
    return std::move(sheet_);
}

namespace {

constexpr std::size_t shown_bytes_max = 80;

std::string quoted(std::string_view text) {
    std::size_t length = std::min(text.size(), shown_bytes_max);
    while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
    return "\"" + std::string(text.substr(0, length)) + (length < text.size() ? "…\"" : "\"");
}

template <class Number>
std::string digits(Number number) {
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), end.ptr};
}

std::string timestamp_words(const Value& value) {
    constexpr std::int64_t seconds_max = 253'402'300'799;  // 9999-12-31T23:59:59Z
    if (value.int64 > seconds_max || value.int64 < -62'135'596'800) return digits(value.int64) + " s since 1970";
    const std::string text = to_text(Instant(value.int64 * 1000 + value.size / 1'000'000));
    const std::string_view midnight = "T00:00:00.000Z";
    return text.ends_with(midnight) ? text.substr(0, text.size() - midnight.size()) : text;
}

std::string duration_words(std::int64_t nanoseconds) {
    struct Unit {
        std::int64_t nanoseconds;
        const char* name;
    };
    constexpr std::int64_t second = 1'000'000'000;
    for (const Unit& unit : {Unit{86'400 * second, " day"}, Unit{3'600 * second, " hour"}, Unit{60 * second, " minute"},
                             Unit{second, " second"}})
        if (nanoseconds != 0 && nanoseconds % unit.nanoseconds == 0) {
            const std::int64_t count = nanoseconds / unit.nanoseconds;
            return digits(count) + unit.name + (count == 1 ? "" : "s");
        }
    return digits(nanoseconds) + " ns";
}

std::string list_words(std::span<const Value> items) {
    if (!items.empty() && items.front().kind == ValueKind::object)
        return "a list of " + digits(items.size()) + (items.size() == 1 ? " record" : " records");
    std::string words = "[";
    for (const Value& item : items) {
        if (words.size() > shown_bytes_max) return words + ", …]";
        if (words.size() > 1) words += ", ";
        words += in_words(item);
    }
    return words + "]";
}

}  // namespace

std::string in_words(const Value& value) {
    switch (value.kind) {
        case ValueKind::error: return "an error (" + std::string(value.fault->words) + ")";
        case ValueKind::absent: return "absent";
        case ValueKind::null: return "null";
        case ValueKind::boolean: return value.boolean ? "true" : "false";
        case ValueKind::int64: return digits(value.int64);
        case ValueKind::uint64: return digits(value.uint64) + "u";
        case ValueKind::float64: return digits(value.float64);
        case ValueKind::string: return quoted(value.view());
        case ValueKind::bytes: return std::to_string(value.size) + " bytes";
        case ValueKind::timestamp: return timestamp_words(value);
        case ValueKind::duration: return duration_words(value.int64);
        case ValueKind::list: return list_words(value.list->items);
        case ValueKind::map: return "a map of " + std::to_string(value.map->entries.size()) + " entries";
        case ValueKind::object: return "a record";
        case ValueKind::optional: return value.held ? in_words(*value.held) : "none";
        case ValueKind::type: return "a type";
        case ValueKind::opaque: return money_type().to_text(value);
    }
    break_invariant("a value is of one of the kinds", std::source_location::current());
}

}  // namespace makegood
