#include "adapters/codec/json_words.hpp"

#include <algorithm>
#include <vector>

#include "adapters/codec/json_writer.hpp"
#include "adapters/codec/utf8.hpp"

namespace makegood::codec {
namespace {

constexpr std::size_t shown_bytes_max = 60;

std::string quoted(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && length < shown_bytes_max) length += character_bytes(text, length);
    std::string result;
    JsonWriter(result).text(text.substr(0, length));
    if (length < text.size()) result.insert(result.size() - 1, "…");
    return result;
}

std::string number_of(std::size_t min, std::size_t max, std::string_view unit) {
    const std::string most = std::to_string(max) + " " + std::string(unit) + (max == 1 ? "" : "s");
    if (min == max) return "exactly " + most;
    return min == 0 ? "at most " + most : std::to_string(min) + " to " + most;
}

}  // namespace

std::string describe(const JsonNode& node) {
    switch (node.kind) {
        case JsonKind::null: return "null";
        case JsonKind::flag: return node.flag ? "the value true" : "the value false";
        case JsonKind::integer: return "the number " + std::to_string(node.integer);
        case JsonKind::large: return "the number " + std::to_string(node.large);
        case JsonKind::fraction: {
            std::string result = "the number ";
            JsonWriter(result).fraction(node.fraction);
            return result;
        }
        case JsonKind::text: return "the text " + quoted(node.value_text());
        case JsonKind::array: return "an array";
        case JsonKind::object: return "an object";
    }
    return {};
}

std::string expected_text(Chars chars, Controls controls) {
    switch (controls) {
        case Controls::none: return "a text of " + number_of(chars.min, chars.max, "printable character");
        case Controls::line_ends_and_tabs:
        case Controls::any: break;
    }
    return "a text of " + number_of(chars.min, chars.max, "character");
}

std::string expected_integer(Integers range) {
    return "a whole number from " + std::to_string(range.min) + " to " + std::to_string(range.max);
}

std::string expected_array(Items items) {
    return "an array of " + number_of(items.min, items.max, "item");
}

std::string expected_one_of(std::span<const std::string_view> words) {
    std::string result = words.size() == 1 ? "" : "one of ";
    for (std::string_view word : words) {
        if (word != words.front()) result += ", ";
        result += quoted(word);
    }
    return result;
}

std::size_t edits_between(std::string_view left, std::string_view right) {
    const std::size_t width = right.size() + 1;
    std::vector<std::size_t> table((left.size() + 1) * width);
    const auto cell = [&](std::size_t row, std::size_t column) -> std::size_t& { return table[row * width + column]; };
    for (std::size_t row = 0; row <= left.size(); ++row) cell(row, 0) = row;
    for (std::size_t column = 0; column < width; ++column) cell(0, column) = column;
    for (std::size_t row = 1; row <= left.size(); ++row) {
        for (std::size_t column = 1; column < width; ++column) {
            const std::size_t replaced = cell(row - 1, column - 1) + (left[row - 1] == right[column - 1] ? 0 : 1);
            cell(row, column) = std::min({cell(row - 1, column) + 1, cell(row, column - 1) + 1, replaced});
            const bool is_swap =
                row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            if (is_swap) cell(row, column) = std::min(cell(row, column), cell(row - 2, column - 2) + 1);
        }
    }
    return cell(left.size(), right.size());
}

}  // namespace makegood::codec
