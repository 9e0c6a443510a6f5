#include "adapters/codec/json_reader.hpp"

#include <algorithm>

#include "adapters/codec/json_tree.hpp"
#include "adapters/codec/json_words.hpp"
#include "adapters/codec/json_writer.hpp"
#include "adapters/codec/utf8.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::codec {
namespace {

static_assert(nowhere == 0xFFFFFFFF, "the public header repeats it");

struct Measure {
    std::size_t characters = 0;
    std::string control;  // the first character that is not allowed, as "U+0007"
};

std::string code_point(unsigned code) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("U+00") + digits[code >> 4] + digits[code & 15];
}

bool is_allowed(unsigned code, Controls controls) {
    switch (controls) {
        case Controls::none: return false;
        case Controls::line_ends_and_tabs: return code == '\n' || code == '\t' || code == '\r';
        case Controls::any: return true;
    }
    return false;
}

/// Category Cc: C0, DEL and C1, of which the last is C2 80 to C2 9F in UTF-8.
Measure measure(std::string_view text, Controls controls) {
    Measure result;
    unsigned before = 0;
    for (char byte : text) {
        const unsigned code = static_cast<unsigned char>(byte);
        if ((code & 0xC0) != 0x80) ++result.characters;
        const bool is_control = code < 0x20 || code == 0x7F || (before == 0xC2 && code >= 0x80 && code <= 0x9F);
        if (is_control && result.control.empty() && !is_allowed(code, controls)) [[unlikely]]
            result.control = code_point(code);
        before = code;
    }
    return result;
}

void write(JsonTree& tree, NodeIndex index, JsonWriter& json) {
    JsonNode& node = tree.nodes[index];
    node.was_read = true;
    switch (node.kind) {
        case JsonKind::null: json.null(); return;
        case JsonKind::flag: json.flag(node.flag); return;
        case JsonKind::integer: json.number(node.integer); return;
        case JsonKind::large: json.number(node.large); return;
        case JsonKind::fraction: json.fraction(node.fraction); return;
        case JsonKind::text: json.text(node.value_text()); return;
        case JsonKind::array:
            json.array_begin();
            for (NodeIndex item = index + 1; item != node.next; item = tree.nodes[item].next) write(tree, item, json);
            json.array_end();
            return;
        case JsonKind::object:
            json.object_begin();
            for (NodeIndex member = index + 1; member != node.next; member = tree.nodes[member].next) {
                json.key(tree.nodes[member].name_text());
                write(tree, member, json);
            }
            json.object_end();
            return;
    }
}

void add(Faults& faults, Fault fault) {
    if (faults.size() < faults_max) faults.push_back(std::move(fault));
}

}  // namespace

JsonKind JsonValue::kind() const {
    invariant(is_present(), "only a value that is there has a kind");
    return tree_->nodes[index_].kind;
}

std::string JsonValue::pointer() const {
    if (is_silent()) return {};
    if (is_present()) return tree_->pointer(index_);
    std::string result = tree_->pointer(owner_);
    append_pointer(result, name_);
    return result;
}

std::string JsonValue::found() const {
    return is_present() ? describe(tree_->nodes[index_]) : "nothing";
}

void JsonValue::fault(std::string found, std::string expected) {
    if (!is_silent()) add(*faults_, {pointer(), std::move(found), std::move(expected)});
}

void JsonValue::fault(std::string expected) {
    fault(found(), std::move(expected));
}

std::optional<std::string_view> JsonValue::try_text(Chars chars, Controls controls) {
    if (!is_present() || kind() != JsonKind::text) {
        fault(expected_text(chars, controls));
        return std::nullopt;
    }
    const std::string_view value = tree_->nodes[index_].value_text();
    const Measure measured = measure(value, controls);
    if (!measured.control.empty())
        fault("a text with the control character " + measured.control, expected_text(chars, controls));
    else if (measured.characters < chars.min || measured.characters > chars.max)
        fault(measured.characters == 0 ? "an empty text"
                                       : "a text of " + std::to_string(measured.characters) +
                                             (measured.characters == 1 ? " character" : " characters"),
              expected_text(chars, controls));
    else
        return value;
    return std::nullopt;
}

std::optional<bool> JsonValue::try_flag() {
    if (is_present() && kind() == JsonKind::flag) return tree_->nodes[index_].flag;
    fault("true or false");
    return std::nullopt;
}

std::optional<std::int64_t> JsonValue::try_integer(Integers range) {
    if (is_present() && kind() == JsonKind::integer) {
        const std::int64_t value = tree_->nodes[index_].integer;
        if (value >= range.min && value <= range.max) return value;
    }
    fault(expected_integer(range));
    return std::nullopt;
}

std::optional<std::size_t> JsonValue::try_one_of(std::span<const std::string_view> words) {
    if (is_present() && kind() == JsonKind::text) {
        const auto word = std::find(words.begin(), words.end(), tree_->nodes[index_].value_text());
        if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
    }
    fault(expected_one_of(words));
    return std::nullopt;
}

std::string_view JsonValue::text(Chars chars, Controls controls) {
    return try_text(chars, controls).value_or("");
}
bool JsonValue::flag() {
    return try_flag().value_or(false);
}
std::int64_t JsonValue::integer(Integers range) {
    return try_integer(range).value_or(range.min);
}
std::size_t JsonValue::one_of(std::span<const std::string_view> words) {
    return try_one_of(words).value_or(0);
}

ObjectReader JsonValue::object() {
    if (is_present() && kind() == JsonKind::object) return ObjectReader(*this);
    fault("an object");
    return ObjectReader(JsonValue());
}

ArrayReader JsonValue::array(Items items) {
    if (!is_present() || kind() != JsonKind::array) {
        fault(expected_array(items));
        return no_array();
    }
    const std::uint64_t count = tree_->nodes[index_].children;
    if (count >= items.min && count <= items.max) return ArrayReader(*this);
    fault(count == 0   ? "an empty array"
          : count == 1 ? "an array of 1 item"
                       : "an array of " + std::to_string(count) + " items",
          expected_array(items));
    return no_array();
}

ArrayReader JsonValue::no_array() {
    return ArrayReader(JsonValue());
}

std::string JsonValue::json() {
    std::string result;
    if (is_present()) {
        JsonWriter writer(result);
        write(*tree_, index_, writer);
    } else {
        fault("a value");
    }
    return result;
}

Members::Iterator Members::begin() const {
    return {*this, object_.is_present() ? object_.index_ + 1 : nowhere};
}

Members::Iterator Members::end() const {
    return {*this, object_.is_present() ? object_.tree_->nodes[object_.index_].next : nowhere};
}

Member Members::Iterator::operator*() const {
    JsonTree& tree = *members_->object_.tree_;
    tree.nodes[index_].was_read = true;
    return {tree.nodes[index_].name_text(), JsonValue(tree, index_, *members_->object_.faults_)};
}

Members::Iterator& Members::Iterator::operator++() {
    index_ = members_->object_.tree_->nodes[index_].next;
    return *this;
}

std::size_t ArrayReader::size() const {
    return array_.is_present() ? static_cast<std::size_t>(array_.tree_->nodes[array_.index_].children) : 0;
}

ArrayReader::Iterator ArrayReader::begin() const {
    return {*this, array_.is_present() ? array_.index_ + 1 : nowhere};
}

ArrayReader::Iterator ArrayReader::end() const {
    return {*this, array_.is_present() ? array_.tree_->nodes[array_.index_].next : nowhere};
}

JsonValue ArrayReader::Iterator::operator*() const {
    return JsonValue(*array_->array_.tree_, index_, *array_->array_.faults_);
}

ArrayReader::Iterator& ArrayReader::Iterator::operator++() {
    index_ = array_->array_.tree_->nodes[index_].next;
    return *this;
}

ObjectReader::ObjectReader(const JsonValue& object) : object_(object), cursor_(object.index_ + 1) {}

std::uint32_t ObjectReader::find(std::string_view name) {
    if (!object_.is_present()) return nowhere;
    std::vector<JsonNode>& nodes = object_.tree_->nodes;
    const NodeIndex first = object_.index_ + 1;
    const NodeIndex end = nodes[object_.index_].next;
    const auto search = [&](NodeIndex from, NodeIndex to) {
        while (from != to && nodes[from].name_text() != name) from = nodes[from].next;
        return from;
    };
    NodeIndex found = search(cursor_, end);
    if (found == end) {
        found = search(first, cursor_);
        if (found == cursor_) return nowhere;
    }
    nodes[found].was_read = true;
    cursor_ = nodes[found].next;
    return found;
}

JsonValue ObjectReader::missing(std::string_view name) const {
    JsonValue result;
    if (!object_.is_present()) return result;
    result.tree_ = object_.tree_;
    result.faults_ = object_.faults_;
    result.owner_ = object_.index_;
    result.name_ = name;
    return result;
}

std::optional<JsonValue> ObjectReader::optional_value(std::string_view name) {
    const NodeIndex found = find(name);
    if (found != nowhere) return JsonValue(*object_.tree_, found, *object_.faults_);
    absent_names_.push_back(name);
    return std::nullopt;
}

JsonValue ObjectReader::value(std::string_view name) {
    const auto found = optional_value(name);
    return found ? *found : missing(name);
}

std::string_view ObjectReader::text(std::string_view name, Chars chars, Controls controls) {
    return value(name).text(chars, controls);
}
bool ObjectReader::flag(std::string_view name) {
    return value(name).flag();
}
std::int64_t ObjectReader::integer(std::string_view name, Integers range) {
    return value(name).integer(range);
}
std::size_t ObjectReader::one_of(std::string_view name, std::span<const std::string_view> words) {
    return value(name).one_of(words);
}
ObjectReader ObjectReader::object(std::string_view name) {
    return value(name).object();
}
ArrayReader ObjectReader::array(std::string_view name, Items items) {
    return value(name).array(items);
}
std::string ObjectReader::raw(std::string_view name) {
    return value(name).json();
}

std::optional<std::string_view> ObjectReader::optional_text(std::string_view name, Chars chars, Controls controls) {
    auto found = optional_value(name);
    return found ? found->try_text(chars, controls) : std::nullopt;
}
std::optional<bool> ObjectReader::optional_flag(std::string_view name) {
    auto found = optional_value(name);
    return found ? found->try_flag() : std::nullopt;
}
std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name, Integers range) {
    auto found = optional_value(name);
    return found ? found->try_integer(range) : std::nullopt;
}
std::optional<std::size_t> ObjectReader::optional_one_of(std::string_view name,
                                                         std::span<const std::string_view> words) {
    auto found = optional_value(name);
    return found ? found->try_one_of(words) : std::nullopt;
}
std::optional<ObjectReader> ObjectReader::optional_object(std::string_view name) {
    auto found = optional_value(name);
    if (!found) return std::nullopt;
    ObjectReader object = found->object();
    return object.is_present() ? std::optional(std::move(object)) : std::nullopt;
}
ArrayReader ObjectReader::optional_array(std::string_view name, Items items) {
    auto found = optional_value(name);
    return found ? found->array(items) : JsonValue::no_array();
}
std::optional<std::string> ObjectReader::optional_raw(std::string_view name) {
    auto found = optional_value(name);
    return found ? std::optional(found->json()) : std::nullopt;
}

std::string ObjectReader::pointer(std::string_view name) const {
    std::string result = object_.pointer();
    append_pointer(result, name);
    return result;
}

void ObjectReader::fault(std::string_view name, std::string found, std::string expected) {
    if (name.empty())
        object_.fault(std::move(found), std::move(expected));
    else
        missing(name).fault(std::move(found), std::move(expected));
}

void ObjectReader::fault(std::string_view name, std::string expected) {
    if (name.empty()) return object_.fault(std::move(expected));
    const NodeIndex found = find(name);
    JsonValue value = found == nowhere ? missing(name) : JsonValue(*object_.tree_, found, *object_.faults_);
    value.fault(std::move(expected));
}

std::string ObjectReader::closest_absent(std::string_view name) const {
    std::string_view closest;
    std::size_t fewest = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (std::string_view absent : absent_names_) {
        const std::size_t edits = edits_between(name, absent);
        if (edits >= fewest || edits >= absent.size()) continue;
        fewest = edits;
        closest = absent;
    }
    return closest.empty() ? "" : "; did you mean `" + std::string(closest) + "`?";
}

void ObjectReader::finish() {
    if (!object_.is_present()) return;
    JsonTree& tree = *object_.tree_;
    const NodeIndex end = tree.nodes[object_.index_].next;
    for (NodeIndex member = object_.index_ + 1; member != end; member = tree.nodes[member].next) {
        if (tree.nodes[member].was_read || object_.faults_->size() >= faults_max) continue;
        JsonValue(tree, member, *object_.faults_)
            .fault("an unknown field", "no field of this name" + closest_absent(tree.nodes[member].name_text()));
    }
}

}  // namespace makegood::codec
