#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/cel/value.hpp"

namespace makegood::cel {

class Schema;

/// How much of a value is shown. What is left out is told: "[1, 2, ... 40 more]".
struct TextLimits {
    std::size_t items_max = 5;   ///< of a list, a map, an object
    std::size_t bytes_max = 80;  ///< of a string or bytes
    std::size_t depth_max = 4;   ///< beyond it a list is [...]
};

/// A value as people and traces read it: strings quoted, timestamps RFC 3339, durations "5s", uints "5u", bytes
/// b"...", objects {field: value} without what is absent, an error by its words. For any value; never a program.
[[nodiscard]] std::string to_text(const Value& value, const Schema& schema, const TextLimits& limits = {});
void append_text(std::string& text, const Value& value, const Schema& schema, const TextLimits& limits = {});

/// The shortest decimal that reads back as the same double: "0.1", "1000000", "1e+300", "NaN", "Infinity".
[[nodiscard]] std::string number_text(double number);
/// The same, never with an exponent.
[[nodiscard]] std::string fixed_text(double number);

}  // namespace makegood::cel
