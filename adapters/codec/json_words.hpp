#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/codec/json_reader.hpp"
#include "adapters/codec/json_tree.hpp"

namespace makegood::codec {

/// "the text \"abc\"", "the number 3.5", "null", "an object". Long texts are cut.
[[nodiscard]] std::string describe(const JsonNode& node);

/// What would be accepted, in plain words.
[[nodiscard]] std::string expected_text(Chars chars, Controls controls);
[[nodiscard]] std::string expected_integer(Integers range);
[[nodiscard]] std::string expected_array(Items items);
[[nodiscard]] std::string expected_one_of(std::span<const std::string_view> words);

/// Letters to insert, delete, replace or swap with their neighbour to come from one name to the other.
[[nodiscard]] std::size_t edits_between(std::string_view left, std::string_view right);

}  // namespace makegood::codec
